package dev.batuta.quote.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.batuta.agent.task.InvalidPayloadException;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.quote.quote.QuoteStore;
import dev.batuta.quote.service.RunningService.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QuoteServiceIT {
  private static final Instant FAR_AWAY = Instant.parse("2100-01-01T00:00:00Z");
  private static final String WALL =
      """
      {"session_id":"sess_1","contact":"+59899111222","language":"es-UY","request":{"items":[
        {"product":"isopanel","quantity":null,"thickness_mm":100,"width_m":6,"length_m":4,
         "colour":"blanco"}],"customer":{"name":null,"city":"Maldonado"}}}
      """;
  private static final String ORDER =
      """
      {"items":[{"product":"isopanel","thickness_mm":100,"width_m":6,"length_m":4}],
       "without":["tornillo"],"customer":{"name":"Paula"}}
      """;
  private static final String SESSION = "{\"session_id\":\"sess_1\"}";

  private @Nullable RunningService running;

  @BeforeAll
  void start(EmbeddedInfrastructure infrastructure) throws Exception {
    running = new RunningService(infrastructure);
  }

  @AfterAll
  void stop() {
    service().close();
  }

  @BeforeEach
  void demo(TenantId tenant) throws Exception {
    service().tenant(tenant, "UY", "es-UY", "America/Montevideo");
    assertThat(put(tenant, RunningService.demoCatalogue("bmc-uruguay", tenant)).status())
        .isEqualTo(200);
  }

  @Test
  void a_wall_is_quoted_in_one_turn_and_a_repeat_gives_the_same_quote(TenantId tenant) {
    UUID task = UUID.randomUUID();

    JsonNode first = service().result(tenant, "create_quote", task, WALL);
    JsonNode second = service().result(tenant, "create_quote", task, WALL);

    assertThat(first.path("outcome").stringValue()).isEqualTo("created");
    assertThat(first.at("/quote/number").stringValue()).isEqualTo("BMC-2026-000001");
    assertThat(first.at("/quote/status").stringValue()).isEqualTo("sent");
    assertThat(first.at("/quote/customer/phone").stringValue()).isEqualTo("+59899111222");
    assertThat(first.at("/quote/payable").decimalValue()).isEqualByComparingTo("1702.89");
    assertThat(first.path("text").stringValue())
        .contains("BMC-2026-000001", "27,36 m²", "US$ 1.702,89", "IVA 22 %", "¿La confirmás?");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void what_became_of_a_quote_is_announced(TenantId tenant) {
    create(tenant);
    decide(tenant, "accept_quote");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(service().bean(QuoteStore.class).unannounced(FAR_AWAY, 1_000))
                .extracting(due -> due.quote().tenantId())
                .doesNotContain(tenant));
  }

  @Test
  void the_newest_quote_of_the_conversation_is_accepted_once_and_for_all(TenantId tenant) {
    create(tenant);
    create(tenant);

    JsonNode accepted = decide(tenant, "accept_quote");
    JsonNode again = decide(tenant, "accept_quote");
    JsonNode regret = decide(tenant, "reject_quote");

    assertThat(accepted.path("outcome").stringValue()).isEqualTo("accepted");
    assertThat(accepted.at("/quote/number").stringValue()).endsWith("-000002");
    assertThat(again).isEqualTo(accepted);
    assertThat(regret.path("outcome").stringValue()).isEqualTo("none");
    assertThat(regret.path("text").stringValue()).contains("ya está confirmada");
  }

  @Test
  void a_quote_can_be_declined(TenantId tenant) {
    create(tenant);

    JsonNode rejected = decide(tenant, "reject_quote");

    assertThat(rejected.path("outcome").stringValue()).isEqualTo("rejected");
    assertThat(decide(tenant, "reject_quote")).isEqualTo(rejected);
    assertThat(decide(tenant, "accept_quote").path("outcome").stringValue()).isEqualTo("none");
  }

  @Test
  void without_a_quote_there_is_nothing_to_accept(TenantId tenant) {
    JsonNode answer = decide(tenant, "accept_quote");

    assertThat(answer.path("outcome").stringValue()).isEqualTo("none");
    assertThat(answer.path("quote").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "1000000000", "1e400", "2.5"})
  void a_quantity_that_cannot_be_is_refused_with_a_sentence(String panels, TenantId tenant) {
    JsonNode answer =
        service()
            .create(
                tenant,
                "\"product\":\"isopanel\",\"thickness_mm\":100,\"length_m\":4,"
                    + "\"quantity\":"
                    + panels);

    assertThat(answer.path("outcome").stringValue()).isEqualTo("refused");
    assertThat(answer.path("text").stringValue()).contains("Isopanel").hasSizeLessThan(400);
    assertThat(answer.at("/reasons/0/text").stringValue())
        .isEqualTo(answer.path("text").stringValue());
  }

  @Test
  void a_panel_beyond_the_longest_is_refused_with_the_split_offered(TenantId tenant) {
    JsonNode answer =
        service()
            .create(
                tenant,
                "\"product\":\"isopanel\",\"thickness_mm\":100,\"length_m\":15,"
                    + "\"quantity\":4");

    assertThat(answer.at("/reasons/0/code").stringValue()).isEqualTo("out_of_range");
    assertThat(answer.path("text").stringValue()).contains("Se puede resolver así", "7,5 m");
  }

  @Test
  void an_unknown_product_is_answered_with_near_ones(TenantId tenant) {
    JsonNode answer = service().create(tenant, "\"product\":\"isopanl\",\"quantity\":4");

    assertThat(answer.at("/reasons/0/code").stringValue()).isEqualTo("unknown_product");
    assertThat(answer.path("text").stringValue()).contains("«isopanl»", "Isopanel");
  }

  @Test
  void a_payload_of_another_form_fails_for_good(TenantId tenant) {
    assertThatThrownBy(
            () -> service().task(tenant, "create_quote", UUID.randomUUID(), "{\"request\":5}"))
        .isInstanceOf(InvalidPayloadException.class);
  }

  @Test
  void a_tenant_without_a_catalogue_has_a_person_quote(TenantId tenant) throws Exception {
    TenantId empty = RunningService.beside(tenant);
    service().tenant(empty, "CO", "es-CO", "America/Bogota");

    JsonNode created = service().result(empty, "create_quote", UUID.randomUUID(), WALL);
    JsonNode priced = service().result(empty, "price_products", UUID.randomUUID(), WALL);

    assertThat(created.path("outcome").stringValue()).isEqualTo("refused");
    assertThat(created.path("text").stringValue()).contains("una persona");
    assertThat(priced.path("text")).isEqualTo(created.path("text"));
  }

  @Test
  void prices_are_told_with_their_tax_in_a_short_list(TenantId tenant) {
    JsonNode one = service().prices(tenant, "{\"product\":\"isopanel\",\"thickness_mm\":100}");
    JsonNode all =
        service()
            .prices(
                tenant,
                "{\"product\":\"isopanel\"},{\"product\":\"isodec\"},"
                    + "{\"product\":\"isopanel\",\"quantity\":3},{\"product\":\"dragón\"}");

    assertThat(one.path("outcome").stringValue()).isEqualTo("priced");
    assertThat(one.path("text").stringValue())
        .startsWith("• Isopanel EPS 100 mm: US$ 47,80 por m² + IVA 22 % (US$ 58,32 con IVA)\n");
    assertThat(all.path("text").stringValue()).contains("Isodec", "«dragón»", "precios más");
    assertThat(all.path("text").stringValue().lines().count()).isLessThanOrEqualTo(12);
  }

  @Test
  void a_consumer_shop_tells_prices_with_tax_included(TenantId tenant) throws Exception {
    TenantId shop = RunningService.beside(tenant);
    service().tenant(shop, "CO", "es-CO", "America/Bogota");
    put(shop, RunningService.demoCatalogue("tienda-colombia", shop));

    JsonNode quoted =
        service()
            .result(
                shop,
                "create_quote",
                UUID.randomUUID(),
                """
                {"session_id":"sess_9","contact":"web-1","language":"es-CO",
                 "request":{"items":[{"product":"camiseta","quantity":3,"size":"M"}]}}
                """);

    assertThat(quoted.path("text").stringValue()).contains("¿La confirmas?", "COP", "IVA incluido");
    assertThat(quoted.at("/quote/customer/phone").isNull()).isTrue();
  }

  @Test
  void an_operator_makes_sends_and_closes_a_quote(TenantId tenant) throws Exception {
    Answer made = call(tenant, "operator", "POST", "/api/v1/quotes", ORDER);
    String path = made.response().headers().firstValue("Location").orElseThrow();
    Answer early = call(tenant, "operator", "POST", path + "/accept", null);
    Answer sent = call(tenant, "operator", "POST", path + "/send", null);
    Answer closed = call(tenant, "operator", "POST", path + "/reject", "{\"reason\":\"caro\"}");
    Answer late = call(tenant, "operator", "POST", path + "/accept", null);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("status").stringValue()).isEqualTo("draft");
    assertThat(made.json().path("number").stringValue()).isEqualTo("BMC-2026-000001");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.json().path("detail").stringValue()).contains("draft", "accepted");
    assertThat(sent.json().path("status").stringValue()).isEqualTo("sent");
    assertThat(closed.json().path("status").stringValue()).isEqualTo("rejected");
    assertThat(late.json().path("detail").stringValue()).contains("rejected");
  }

  @Test
  void what_cannot_be_priced_is_a_problem_with_its_reasons(TenantId tenant) throws Exception {
    Answer unknown = order(tenant, "{\"product\":\"dragón\",\"quantity\":1}");
    Answer tooLong =
        order(
            tenant,
            "{\"product\":\"isopanel\",\"thickness_mm\":100,\"length_m\":99," + "\"quantity\":1}");
    Answer vague = order(tenant, "{\"product\":\"isopanel\",\"area_m2\":20}");
    Answer empty = call(tenant, "operator", "POST", "/api/v1/quotes", "{\"items\":[]}");

    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().path("type").stringValue()).isEqualTo("/problems/unknown-product");
    assertThat(unknown.json().at("/reasons/0/near").isEmpty()).isFalse();
    assertThat(tooLong.json().path("type").stringValue()).isEqualTo("/problems/out-of-range");
    assertThat(vague.status()).isEqualTo(400);
    assertThat(vague.json().at("/reasons/0/attribute").stringValue()).isEqualTo("thickness_mm");
    assertThat(empty.json().at("/errors/0/pointer").stringValue()).isEqualTo("#/items");
  }

  @Test
  void quotes_are_listed_newest_first_and_only_to_their_tenant(TenantId tenant) throws Exception {
    create(tenant);
    create(tenant);
    create(tenant);
    Answer first = call(tenant, "viewer", "GET", "/api/v1/quotes?status=sent&limit=2", null);
    String cursor = first.json().path("next_cursor").stringValue();
    Answer second = call(tenant, "viewer", "GET", "/api/v1/quotes?cursor=" + cursor, null);
    String quote = "/api/v1/quotes/" + first.json().at("/items/0/quote_id").stringValue();

    assertThat(first.json().at("/items/0/number").stringValue()).endsWith("3");
    assertThat(second.json().path("items").size()).isEqualTo(1);
    assertThat(second.json().path("next_cursor").isNull()).isTrue();
    assertThat(call(tenant, "viewer", "GET", quote, null).status()).isEqualTo(200);
    assertThat(call(new TenantId("somebody-else"), "viewer", "GET", quote, null).status())
        .isEqualTo(404);
    assertThat(call(tenant, "viewer", "POST", quote + "/accept", null).status()).isEqualTo(403);
  }

  @Test
  void the_document_is_a_pdf_named_by_its_number(TenantId tenant) throws Exception {
    String path = create(tenant).at("/quote/document_url").stringValue();

    Answer document = call(tenant, "viewer", "GET", path, null);

    assertThat(document.status()).isEqualTo(200);
    assertThat(document.response().body()).startsWith('%', 'P', 'D', 'F');
    assertThat(document.response().headers().firstValue("Content-Disposition"))
        .contains("inline; filename=\"BMC-2026-000001.pdf\"");
  }

  @Test
  void products_are_found_by_family_and_by_text(TenantId tenant) throws Exception {
    Answer families = call(tenant, "service", "GET", "/api/v1/products/families", null);
    Answer page = call(tenant, "viewer", "GET", "/api/v1/products?family=isopanel&limit=2", null);
    String cursor = page.json().path("next_cursor").stringValue();
    Answer next =
        call(tenant, "viewer", "GET", "/api/v1/products?family=isopanel&cursor=" + cursor, null);
    Answer found = call(tenant, "viewer", "GET", "/api/v1/products?q=GALVANIZADA", null);
    Answer one = call(tenant, "viewer", "GET", "/api/v1/products/ISP-100", null);

    assertThat(families.json().at("/families/0/product").stringValue()).isEqualTo("isopanel");
    assertThat(families.json().at("/families/0/group").stringValue()).isEqualTo("panel");
    assertThat(page.json().path("items").size()).isEqualTo(2);
    assertThat(next.json().at("/items/0/sku").stringValue()).isNotEqualTo(cursor);
    assertThat(found.json().path("items").isEmpty()).isFalse();
    assertThat(one.json().at("/price/currency").stringValue()).isEqualTo("USD");
    assertThat(call(tenant, "viewer", "GET", "/api/v1/products/NONE", null).status())
        .isEqualTo(404);
  }

  @Test
  void a_new_catalogue_counts_up_and_holds_at_once(TenantId tenant) throws Exception {
    String dearer =
        RunningService.demoCatalogue("bmc-uruguay", tenant).replace("\"47.80\"", "\"100.00\"");

    Answer replaced = put(tenant, dearer);

    assertThat(replaced.json().path("revision").intValue()).isEqualTo(2);
    assertThat(create(tenant).at("/quote/lines/0/unit_price").decimalValue())
        .isEqualByComparingTo("100");
    assertThat(call(tenant, "operator", "PUT", "/api/v1/catalogue", dearer).status())
        .isEqualTo(403);
  }

  @Test
  void a_catalogue_that_does_not_fit_is_refused_by_name(TenantId tenant) throws Exception {
    String good = RunningService.demoCatalogue("bmc-uruguay", tenant);

    Answer prefix =
        put(tenant, good.replace("\"number_prefix\": \"BMC\"", "\"number_prefix\": \"b\""));
    Answer price = put(tenant, good.replace("\"47.80\"", "\"-1\""));
    Answer other =
        put(tenant, RunningService.demoCatalogue("bmc-uruguay", new TenantId("somebody-else")));
    Answer missing = put(tenant, "{}");
    Answer huge = put(tenant, "\"" + "x".repeat(1024 * 1024) + "\"");

    assertThat(prefix.json().path("detail").stringValue()).contains("number_prefix");
    assertThat(price.json().at("/errors/0/pointer").stringValue()).startsWith("#/products/");
    assertThat(other.json().at("/errors/0/pointer").stringValue()).isEqualTo("#/tenant_id");
    assertThat(missing.json().path("detail").stringValue()).contains("is missing");
    assertThat(put(tenant, "{").json().path("type").stringValue())
        .isEqualTo("/problems/malformed-body");
    assertThat(huge.status()).isEqualTo(413);
    assertThat(call(tenant, "viewer", "GET", "/api/v1/catalogue", null).json().path("revision"))
        .hasToString("1");
  }

  @Test
  void the_service_describes_its_routes(TenantId tenant) throws Exception {
    JsonNode api = call(tenant, "viewer", "GET", "/v3/api-docs", null).json();

    assertThat(api.path("paths").propertyNames())
        .contains("/api/v1/quotes/{quote_id}/document", "/api/v1/catalogue");
  }

  @ParameterizedTest
  @CsvSource({"pt-BR,Você confirma?", "en,Shall we go ahead", "es-CO,¿La confirmas?"})
  void a_customer_is_answered_in_their_language(String language, String question, TenantId tenant) {
    JsonNode answer =
        service()
            .result(tenant, "create_quote", UUID.randomUUID(), WALL.replace("es-UY", language));

    assertThat(answer.path("text").stringValue()).contains(question);
  }

  private RunningService service() {
    return Objects.requireNonNull(running);
  }

  private JsonNode create(TenantId tenant) {
    return service().result(tenant, "create_quote", UUID.randomUUID(), WALL);
  }

  private JsonNode decide(TenantId tenant, String capability) {
    return service().result(tenant, capability, UUID.randomUUID(), SESSION);
  }

  private Answer order(TenantId tenant, String item) throws Exception {
    return call(tenant, "operator", "POST", "/api/v1/quotes", "{\"items\":[" + item + "]}");
  }

  private Answer call(
      TenantId tenant, String role, String method, String path, @Nullable String body)
      throws Exception {
    return service().call(tenant, role, method, path, body);
  }

  private Answer put(TenantId tenant, String catalogue) throws Exception {
    return service().call(tenant, "tenant_admin", "PUT", "/api/v1/catalogue", catalogue);
  }
}
