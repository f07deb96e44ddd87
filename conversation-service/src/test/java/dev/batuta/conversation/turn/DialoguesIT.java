package dev.batuta.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.conversation.entity.Item;
import dev.batuta.conversation.testing.RunningService;
import dev.batuta.conversation.testing.WithService;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole dialogues with the real classifier, grammar and tracker. All messages are invented. */
@WithService
final class DialoguesIT {
  private static final String FULL =
      "quiero cotizar 10 isopanel de 100 mm de 3 metros para Salto, a nombre de Ana Olivera";

  private RunningService service;
  private TenantId uruguay;

  @BeforeEach
  void prepare(RunningService running) {
    service = running;
    uruguay = running.tenant("UY", "es-UY");
  }

  private Talk talk() {
    return new Talk(service, uruguay, null);
  }

  private Talk talk(String country, String locale) {
    return new Talk(service, service.tenant(country, locale), null);
  }

  private static Item isopanel(String colour) {
    return new Item(
        "isopanel",
        null,
        null,
        new BigDecimal(100),
        new BigDecimal(4),
        new BigDecimal(6),
        null,
        colour);
  }

  @Test
  void the_dialogue_of_the_main_job_ends_in_a_quote_on_the_third_turn() {
    var talk = talk();

    var first = talk.says("hola, quiero cotizar isopanel de 100mm, 6 x 4 metros");
    var second = talk.says("blanco, para Maldonado");
    var third = talk.says("sí, dale");

    assertThat(first.action()).isEqualTo(NextAction.COLLECT_QUOTE_DATA);
    assertThat(first.text()).isEqualTo("¿Para qué ciudad es?");
    assertThat(second.action()).isEqualTo(NextAction.CONFIRM_QUOTE);
    assertThat(second.text())
        .contains("Isopanel de 100 mm", "color blanco", "para Maldonado", "¿Te preparo");
    assertThat(third.action()).isEqualTo(NextAction.CREATE_QUOTE);
    assertThat(third.request().items()).containsExactly(isopanel("blanco"));
    assertThat(third.request().customer().city()).isEqualTo("Maldonado");
    assertThat(third.request().customer().phone()).isEqualTo("+59899123456");
  }

  @Test
  void a_request_that_says_everything_is_quoted_at_once() {
    var reply = talk().says(FULL);

    assertThat(reply.action()).isEqualTo(NextAction.CREATE_QUOTE);
    assertThat(reply.text()).isEqualTo("quote agent: created");
    assertThat(reply.request().customer().name()).isEqualTo("Ana Olivera");
  }

  @Test
  void the_name_that_the_channel_gives_is_not_asked_for() {
    var talk = new Talk(service, uruguay, "Ana");

    var reply = talk.says("quiero cotizar 10 isopanel de 100 mm de 3 metros para Salto");

    assertThat(reply.action()).isEqualTo(NextAction.CREATE_QUOTE);
    assertThat(reply.request().customer().name()).isEqualTo("Ana");
  }

  @Test
  void an_aside_is_answered_and_the_open_question_put_again() {
    var talk = talk();

    var reply = talk.says("quiero cotizar 10 isopanel de 100 mm de 3 metros", "¿hacen envíos?");

    assertThat(reply.action()).isEqualTo(NextAction.ANSWER);
    assertThat(reply.text()).startsWith("Hacemos entregas").endsWith("\n¿Para qué ciudad es?");
  }

  @Test
  void an_aside_that_names_the_town_is_answered_too() {
    var talk = talk();

    var reply =
        talk.says("quiero cotizar 10 isopanel de 100 mm de 3 metros", "¿hacen envíos a Salto?");

    assertThat(reply.action()).isEqualTo(NextAction.ANSWER);
    assertThat(reply.understood().slots().city()).isEqualTo("Salto");
    assertThat(reply.text()).startsWith("Hacemos entregas").contains("¿Te preparo la cotización?");
  }

  @Test
  void a_question_about_delivery_after_the_quote_makes_no_second_quote() {
    var talk = talk();

    var reply = talk.says(FULL, "¿cuánto demora el envío a Salto?");

    assertThat(reply.action()).isEqualTo(NextAction.ANSWER);
    assertThat(reply.text()).endsWith("\n¿Confirmás la cotización que te pasé?");
  }

  @Test
  void a_yes_after_that_takes_the_quote() {
    var reply = talk().says(FULL, "¿cuánto demora el envío a Salto?", "sí");

    assertThat(reply.action()).isEqualTo(NextAction.ACCEPT_QUOTE);
  }

  @Test
  void thanks_with_a_date_make_no_quote() {
    var reply =
        talk()
            .says(
                "quiero cotizar 10 isopanel de 100 mm de 3 metros para Salto",
                "gracias, mañana te confirmo");

    assertThat(reply.action()).isNotEqualTo(NextAction.CREATE_QUOTE);
  }

  @Test
  void an_opt_out_while_a_quote_is_open_is_only_an_opt_out() {
    var reply =
        talk()
            .says(
                "quiero cotizar 10 isopanel de 100 mm de 3 metros para Salto",
                "no me manden más mensajes al 099 123 456");

    assertThat(reply.answer().intent()).isEqualTo("opt_out");
    assertThat(reply.action()).isEqualTo(NextAction.ANSWER);
    assertThat(reply.text()).isEqualTo("Listo: no te vamos a mandar más mensajes.");
  }

  @Test
  void after_two_tries_that_lead_nowhere_a_person_is_offered_and_a_yes_gets_one() {
    var talk = talk();

    var first = talk.says("asdf qwer zxcv");
    var second = talk.says("lkjh poiu mnbv");
    var third = talk.says("sí");

    assertThat(first.action()).isEqualTo(NextAction.CLARIFY);
    assertThat(second.action()).isEqualTo(NextAction.OFFER_PERSON);
    assertThat(third.action()).isEqualTo(NextAction.HAND_OFF);
  }

  @Test
  void a_person_is_also_offered_when_the_open_question_is_not_answered() {
    var talk = talk();
    var _ = talk.says("quiero cotizar isopanel de 100 mm de 3 metros para Salto");

    var first = talk.says("asdf qwer");
    var second = talk.says("zxcv mnbv");
    var third = talk.says("sí");

    assertThat(first.action()).isEqualTo(NextAction.COLLECT_QUOTE_DATA);
    assertThat(first.text()).startsWith("¿Qué cantidad de Isopanel necesitás?");
    assertThat(second.action()).isEqualTo(NextAction.OFFER_PERSON);
    assertThat(third.action()).isEqualTo(NextAction.HAND_OFF);
  }

  @Test
  void a_price_question_is_priced_and_nothing_is_quoted() {
    var reply = talk().says("¿cuánto sale el isopanel de 100 mm?");

    assertThat(reply.action()).isEqualTo(NextAction.PRICE_PRODUCTS);
    assertThat(reply.request().items()).extracting(Item::product).containsExactly("isopanel");
  }

  @Test
  void a_price_question_about_nothing_asks_for_the_product() {
    var reply = talk().says("¿qué precio tiene?");

    assertThat(reply.action()).isEqualTo(NextAction.ANSWER);
    assertThat(reply.text()).isEqualTo("¿De qué producto querés saber el precio?");
  }

  @Test
  void a_quote_is_taken_in_words() {
    var reply = talk().says(FULL, "acepto, hagamos el pedido");

    assertThat(reply.action()).isEqualTo(NextAction.ACCEPT_QUOTE);
  }

  @Test
  void a_quote_is_taken_by_a_yes() {
    var reply = talk().says(FULL, "sí, dale");

    assertThat(reply.action()).isEqualTo(NextAction.ACCEPT_QUOTE);
  }

  @Test
  void a_quote_is_not_declined_on_a_guess() {
    var reply = talk().says(FULL, "quiero otra cotización");

    assertThat(reply.action()).isNotEqualTo(NextAction.REJECT_QUOTE);
  }

  @Test
  void after_a_declined_request_that_was_never_quoted_the_next_one_starts_empty() {
    var reply =
        talk()
            .says(
                "quiero cotizar 10 isopanel de 100 mm",
                "no gracias, ya compré en otro lado",
                "quiero cotizar 20 tornillos");

    assertThat(reply.understood().slots().items())
        .extracting(Item::product)
        .containsExactly("tornillo");
  }

  @Test
  void a_few_words_do_not_change_the_language_of_the_conversation() {
    var reply = talk().says("I would like a quote for 20 roof sheets", "4 m", "Montevideo");

    assertThat(reply.text()).startsWith("I have: 20 Roof sheet 4 m long, for Montevideo.");
  }

  @Test
  void a_quote_is_declined() {
    var reply = talk().says(FULL, "el presupuesto no me sirve, gracias");

    assertThat(reply.action()).isEqualTo(NextAction.REJECT_QUOTE);
  }

  @Test
  void a_new_quote_after_an_accepted_one_starts_empty() {
    var talk = talk();

    var reply = talk.says(FULL, "sí, dale", "ahora quiero cotizar 20 tornillos");

    assertThat(reply.understood().slots().items())
        .extracting(Item::product)
        .containsExactly("tornillo");
    assertThat(reply.action()).isEqualTo(NextAction.CREATE_QUOTE);
  }

  @Test
  void a_new_quote_without_a_product_asks_for_it_and_does_not_repeat_the_old_one() {
    var reply = talk().says(FULL, "sí, dale", "quiero pedir otra cotización");

    assertThat(reply.action()).isEqualTo(NextAction.COLLECT_QUOTE_DATA);
    assertThat(reply.text()).isEqualTo("¿Qué producto te interesa cotizar?");
  }

  @Test
  void what_was_asked_about_after_an_accepted_quote_is_what_is_quoted_next() {
    var reply = talk().says(FULL, "sí, dale", "¿cuánto cuesta la gorra azul?", "quiero 4");

    assertThat(reply.understood().slots().items())
        .extracting(Item::product)
        .containsExactly("gorra");
  }

  @Test
  void a_change_after_the_quote_makes_a_new_one() {
    var reply = talk().says(FULL, "mejor que sean 12");

    assertThat(reply.action()).isEqualTo(NextAction.CREATE_QUOTE);
    assertThat(reply.request().items().getFirst().quantity()).isEqualByComparingTo("12");
  }

  @Test
  void a_wish_to_change_that_says_nothing_asks_what() {
    var reply = talk().says(FULL, "quiero cambiar la cotización");

    assertThat(reply.action()).isEqualTo(NextAction.ANSWER);
    assertThat(reply.text()).isEqualTo("Decime qué querés cambiar.");
  }

  @Test
  void an_old_quote_is_not_taken_while_a_change_waits_for_its_measures() {
    var talk = talk();

    var change = talk.says(FULL, "agregale isodec");
    var taken = talk.says("dale, lo compro");

    assertThat(change.action()).isEqualTo(NextAction.COLLECT_QUOTE_DATA);
    assertThat(taken.action()).isNotEqualTo(NextAction.ACCEPT_QUOTE);
  }

  @Test
  void a_quote_that_ran_out_is_made_anew_by_a_yes() {
    var talk = talk();
    var _ = talk.says(FULL);

    var expired = talk.quoteAgentAnswers("expired").says("sí");
    var again = talk.says("sí");

    assertThat(expired.text()).isEqualTo("quote agent: expired");
    assertThat(again.action()).isEqualTo(NextAction.CREATE_QUOTE);
  }

  @Test
  void a_no_to_the_summary_asks_what_to_change() {
    var reply = talk().says("quiero cotizar 10 isopanel de 100 mm de 3 metros para Salto", "no");

    assertThat(reply.action()).isEqualTo(NextAction.ANSWER);
    assertThat(reply.text())
        .isEqualTo("Está bien. Decime qué querés cambiar o en qué más te ayudo.");
  }

  @Test
  void a_go_ahead_before_everything_is_known_leaves_the_question_open() {
    var talk = talk();

    var early = talk.says("quiero cotizar 10 isopanel de 3 metros para Salto", "dale, lo compro");
    var late = talk.says("100 mm");

    assertThat(early.action()).isEqualTo(NextAction.COLLECT_QUOTE_DATA);
    assertThat(early.text()).startsWith("¿De qué espesor");
    assertThat(late.action()).isEqualTo(NextAction.CONFIRM_QUOTE);
  }

  @Test
  void a_person_is_fetched_for_who_wants_one() {
    var reply = talk().says("quiero hablar con una persona");

    assertThat(reply.action()).isEqualTo(NextAction.HAND_OFF);
    assertThat(reply.text()).startsWith("Te paso con una persona");
  }

  @Test
  void a_complaint_asks_for_the_number_of_the_order_and_then_passes_it_on() {
    var talk = talk();

    var first = talk.says("los paneles llegaron rotos, es una vergüenza");
    var second = talk.says("pedido 4521");

    assertThat(first.action()).isEqualTo(NextAction.COLLECT_ORDER_NUMBER);
    assertThat(first.text()).startsWith("Lamento lo que pasó.").contains("número de pedido");
    assertThat(second.action()).isEqualTo(NextAction.HAND_OFF);
    assertThat(second.understood().slots().orderNumber()).isEqualTo("4521");
  }

  @Test
  void who_has_no_order_number_gets_a_person() {
    var reply = talk().says("los paneles llegaron rotos, es una vergüenza", "no");

    assertThat(reply.action()).isEqualTo(NextAction.HAND_OFF);
  }

  @Test
  void a_quote_asked_for_after_a_complaint_is_not_asked_for_an_order_number() {
    var reply =
        talk().says("los paneles llegaron rotos, es una vergüenza", "quiero cotizar 10 chapas");

    assertThat(reply.action()).isEqualTo(NextAction.COLLECT_QUOTE_DATA);
    assertThat(reply.text()).isEqualTo("¿De qué largo necesitás Chapa, en metros?");
  }

  @Test
  void a_product_question_offers_a_person_and_a_yes_gets_one_even_while_a_quote_waits() {
    var talk = talk();

    var question = talk.says(FULL, "¿el isopanel aísla bien el ruido?");
    var yes = talk.says("sí");

    assertThat(question.answer().intent()).isEqualTo("product_question");
    assertThat(question.text()).contains("¿Querés que te pase con alguien?");
    assertThat(yes.action()).isEqualTo(NextAction.HAND_OFF);
  }

  @Test
  void what_is_not_understood_is_never_made_up() {
    for (String text : new String[] {"[image]", "[audio]", "[document]", "🙂🙂", "???", "aaaa"}) {
      var reply = talk().says(text);

      assertThat(reply.understood().quoteRequest()).as(text).isNull();
      assertThat(reply.understood().slots().items()).as(text).isEmpty();
    }
  }

  @Test
  void a_town_alone_is_not_taken_for_an_order() {
    var reply = talk().says("Maldonado");

    assertThat(reply.action()).isNotEqualTo(NextAction.CREATE_QUOTE);
    assertThat(reply.understood().quoteRequest()).isNull();
  }

  @Test
  void apparel_is_asked_for_by_the_piece_in_the_spanish_of_colombia() {
    var talk = talk("CO", "es-CO");

    var first = talk.says("hola, quiero cotizar camisetas");
    var second = talk.says("50");
    var third = talk.says("Medellín");
    var fourth = talk.says("a nombre de Camilo Restrepo");

    assertThat(first.text()).isEqualTo("¿Qué cantidad de Camiseta necesitas?");
    assertThat(second.text()).isEqualTo("¿Para qué ciudad es?");
    assertThat(third.action()).isEqualTo(NextAction.CONFIRM_QUOTE);
    assertThat(third.text()).contains("50 Camiseta", "para Medellín", "Si quieres");
    assertThat(fourth.action()).isEqualTo(NextAction.CREATE_QUOTE);
    assertThat(fourth.request().customer().name()).isEqualTo("Camilo Restrepo");
  }

  @Test
  void a_customer_is_answered_in_portuguese() {
    var talk = talk();

    var first = talk.says("olá, preciso de um orçamento de isopainel de 100 mm, 6 x 4 metros");
    var second = talk.says("branco, para Maldonado");
    var third = talk.says("sim, pode fazer");

    assertThat(first.text()).isEqualTo("Para qual cidade?");
    assertThat(second.text()).contains("Anotei: Isopainel de 100 mm", "cor branco");
    assertThat(third.action()).isEqualTo(NextAction.CREATE_QUOTE);
  }

  @Test
  void a_customer_is_answered_in_english() {
    var talk = talk();

    var first = talk.says("hello, I would like a quote for 20 roof sheets");
    var second = talk.says("4 metres long");
    var third = talk.says("Montevideo");
    var fourth = talk.says("yes, please");

    assertThat(first.text()).isEqualTo("Which length of Roof sheet do you need, in metres?");
    assertThat(second.text()).isEqualTo("Which city is it for?");
    assertThat(third.action()).isEqualTo(NextAction.CONFIRM_QUOTE);
    assertThat(fourth.action()).isEqualTo(NextAction.CREATE_QUOTE);
  }

  @Test
  void a_greeting_and_a_goodbye_are_answered_in_kind() {
    var talk = talk("CO", "es-CO");

    assertThat(talk.says("buenas tardes").text()).startsWith("¡Hola!");
    assertThat(talk.says("gracias").text()).startsWith("¡Con gusto!");
    assertThat(talk.says("chao, hasta luego").text()).startsWith("¡Hasta luego!");
  }
}
