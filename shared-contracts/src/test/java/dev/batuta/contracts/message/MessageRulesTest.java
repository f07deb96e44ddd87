package dev.batuta.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.ContractJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

final class MessageRulesTest {
  private static final String RESULT =
      """
      {"task_id": "018f0000-0000-7000-8000-000000000001", "tenant_id": "acme", "attempt": 1,
       "status": "%s", "result": %s, "error": %s, "agent_id": "quote_agent",
       "instance_id": "quote-1", "processing_time_ms": 12, "timestamp": "2026-03-02T12:00:00Z"}
      """;
  private static final String ERROR =
      "{\"code\": \"no_price\", \"message\": \"the price list is empty\", \"retryable\": true}";

  @ParameterizedTest
  @CsvSource({"completed, false", "failed, true"})
  void a_result_is_completed_without_or_failed_with_an_error(String status, boolean error) {
    ResultMessage result = read(RESULT.formatted(status, "null", error ? ERROR : "null"));

    assertThat(result.status().word()).isEqualTo(status);
    assertThatThrownBy(() -> read(RESULT.formatted(status, "null", error ? "null" : ERROR)))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("a failed result has an error and a completed one none");
  }

  @Test
  void a_result_in_another_state_is_refused() {
    assertThatThrownBy(() -> read(RESULT.formatted("queued", "null", "null")))
        .hasMessageContaining("a result is completed or failed");
  }

  @Test
  void amounts_in_a_result_keep_their_digits() {
    ResultMessage result =
        read(RESULT.formatted("completed", "{\"total\": 12345678901234.10}", "null"));

    assertThat(ContractJson.mapper().writeValueAsString(result))
        .contains("\"total\":12345678901234.10");
  }

  @Test
  void a_task_counts_its_attempts_from_one_and_names_a_capability() {
    String task =
        """
        {"task_id": "018f0000-0000-7000-8000-000000000001", "tenant_id": "acme",
         "global_task_id": "g", "type": "t", "status": "pending", "priority": 5, "attempt": %s,
         "required_capabilities": %s, "created_at": "2026-03-02T12:00:00Z",
         "deadline": "2026-03-02T12:00:30Z"}
        """;

    assertThat(
            ContractJson.mapper()
                .readValue(task.formatted("1", "[\"ping\"]"), TaskMessage.class)
                .payload()
                .isObject())
        .isTrue();
    assertThatThrownBy(() ->
            ContractJson.mapper().readValue(task.formatted("0", "[\"ping\"]"), TaskMessage.class))
        .hasMessageContaining("attempt counts from 1, was 0");
    assertThatThrownBy(
            () -> ContractJson.mapper().readValue(task.formatted("1", "[]"), TaskMessage.class))
        .hasMessageContaining("names at least one capability");
  }

  private static ResultMessage read(String text) {
    return ContractJson.mapper().readValue(text, ResultMessage.class);
  }
}
