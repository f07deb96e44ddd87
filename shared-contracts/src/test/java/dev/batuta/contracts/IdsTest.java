package dev.batuta.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

final class IdsTest {
  private static final String UUID_TEXT = "018f0000-0000-7000-8000-000000000001";

  static Stream<Arguments> valid() {
    return Stream.of(
        Arguments.of(TenantId.class, List.of("abc", "techos-del-este", "a".repeat(40))),
        Arguments.of(AgentId.class, List.of("a", "quote_agent", "0-x", "a".repeat(64))),
        Arguments.of(InstanceId.class, List.of("quote-7f", "A.b_c-1", "a".repeat(80))),
        Arguments.of(Capability.class, List.of("ping", "price.products-2", "a".repeat(64))),
        Arguments.of(SessionId.class, List.of("sess_1", "A-z", "a".repeat(80))),
        Arguments.of(TurnId.class, List.of("sess_1.7", "a".repeat(100))),
        Arguments.of(TaskId.class, List.of(UUID_TEXT)),
        Arguments.of(RunId.class, List.of(UUID_TEXT)),
        Arguments.of(QuoteId.class, List.of(UUID_TEXT)));
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        Arguments.of(
            TenantId.class,
            List.of(
                "", "ab", "-abc", "abc-", "Abc", "a.b.c", "a_b", "a b", "abc\n", "a".repeat(41))),
        Arguments.of(AgentId.class, List.of("", "_a", "Quote", "a.b", "a\n", "a".repeat(65))),
        Arguments.of(InstanceId.class, List.of("", ".a", "a/b", "a\n", "a".repeat(81))),
        Arguments.of(Capability.class, List.of("", ".a", "Ping", "a b", "a\n", "a".repeat(65))),
        Arguments.of(SessionId.class, List.of("", "a.b", "a:b", "a\n", "a".repeat(81))),
        Arguments.of(TurnId.class, List.of("", "a/b", "a\n", "a".repeat(101))),
        Arguments.of(TaskId.class, List.of("", "1", "not-a-uuid")),
        Arguments.of(RunId.class, List.of("", "1", "not-a-uuid")),
        Arguments.of(QuoteId.class, List.of("", "1", "not-a-uuid")));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void the_json_form_of_an_id_is_the_bare_string(Class<?> type, List<String> texts) {
    for (String text : texts) {
      String quoted = ContractJson.mapper().writeValueAsString(text);

      Object id = ContractJson.mapper().readValue(quoted, type);

      assertThat(ContractJson.mapper().writeValueAsString(id)).isEqualTo(quoted);
      assertThat(id).hasToString(text);
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void an_id_of_another_form_is_refused(Class<?> type, List<String> texts) {
    for (String text : texts) {
      String quoted = ContractJson.mapper().writeValueAsString(text);

      assertThatThrownBy(() -> ContractJson.mapper().readValue(quoted, type))
          .as("%s of '%s'", type.getSimpleName(), text)
          .isInstanceOf(JacksonException.class);
    }
  }

  @Test
  void a_refusal_does_not_repeat_what_was_sent() {
    assertThatThrownBy(() -> new TenantId("<script>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tenant id has 3 to 40 characters of a-z, 0-9 and inner dashes");
  }

  @Test
  void a_contact_has_the_same_conversation_every_time_but_not_at_another_tenant_or_channel() {
    TenantId acme = new TenantId("acme");
    SessionId session = SessionId.of(acme, "whatsapp", "+59899000001");

    assertThat(SessionId.of(acme, "whatsapp", "+59899000001")).isEqualTo(session);
    assertThat(SessionId.of(acme, "sandbox", "+59899000001")).isNotEqualTo(session);
    assertThat(SessionId.of(new TenantId("other"), "whatsapp", "+59899000001"))
        .isNotEqualTo(session);
    assertThat(session.value()).doesNotContain("59899000001");
  }

  @Test
  void a_uuid_id_parses_its_own_text() {
    UUID uuid = UUID.fromString(UUID_TEXT);

    assertThat(TaskId.parse(UUID_TEXT)).isEqualTo(new TaskId(uuid));
    assertThat(RunId.parse(UUID_TEXT)).isEqualTo(new RunId(uuid));
    assertThat(QuoteId.parse(UUID_TEXT)).isEqualTo(new QuoteId(uuid));
  }
}
