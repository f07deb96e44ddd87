package dev.batuta.orchestrator.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.ContractJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ExpressionsTest {
  private static final JsonNode SCOPE =
      ContractJson.mapper()
          .readTree(
              """
              {
                "input": {"name": "Ana", "deliver": true, "amount": 1234.10, "count": 3,
                          "tags": ["a", "b"], "nothing": null,
                          "huge": 123456789012345678901234567890, "vast": 1e400},
                "steps": {"quote": {"output": {"total": 99999999999999.990}}}
              }
              """);

  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");

  private final Expressions expressions = new Expressions();

  @ParameterizedTest
  @CsvSource({
    "input.amount, 1234.10",
    "steps.quote.output.total, 99999999999999.990",
    "input.huge, 123456789012345678901234567890"
  })
  void a_bare_path_passes_an_amount_through_with_all_its_digits(String path, String digits) {
    assertThat(expressions.value(path, SCOPE, NOON).toString()).isEqualTo(digits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"input.absent", "steps.never.output", "input.nothing", "input.name.more"})
  void a_path_to_nothing_gives_null(String path) {
    assertThat(expressions.value(path, SCOPE, NOON).isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "input.name + '!' | \"Ana!\"",
        "input.count * 2 | 6",
        "input.amount > 1000.0 | true",
        "input.tags.map(t, t + t) | [\"aa\",\"bb\"]",
        "{'who': input.name, 'none': null} | {\"who\":\"Ana\",\"none\":null}",
        "has(input.absent) ? input.absent : 'x' | \"x\"",
        "size(input.tags) | 2",
        "null | null",
        "[input.nothing] | [null]",
        "1.5 + 1.25 | 2.75"
      })
  void other_expressions_are_cel(String expression, String json) {
    assertThat(expressions.value(expression, SCOPE, NOON).toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "input.deliver | true",
        "input.name == 'Ana' | true",
        "'a' in input.tags | true",
        "input.nothing == null | true",
        "input.count < 3 | false",
        "input.count > 2.5 | true",
        "input.amount > 1000 | true",
        "input.count == 3.0 | true"
      })
  void a_condition_holds_or_not(String expression, boolean holds) {
    assertThat(expressions.holds(expression, SCOPE, NOON)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"input.name", "input.count", "input.nothing", "input.absent"})
  void a_condition_that_is_neither_true_nor_false_is_refused(String expression) {
    assertThatThrownBy(() -> expressions.holds(expression, SCOPE, NOON))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("'" + expression + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps.quote +",
        "unknown.thing == 1",
        "input.count / 0",
        "1.0 / 0.0",
        "0.0 / 0.0"
      })
  void what_cannot_be_read_or_computed_is_refused_with_the_expression(String expression) {
    assertThatThrownBy(() -> expressions.value(expression, SCOPE, NOON))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("'" + expression + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps.quote +", "unknown.thing == 1", "input.tags.bogus()"})
  void a_faulty_expression_is_found_before_anything_runs(String expression) {
    assertThatThrownBy(() -> expressions.check(expression)).isInstanceOf(ExpressionException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "now | \"2126-03-02T12:00:00Z\"",
        "now + duration('24h') | \"2126-03-03T12:00:00Z\"",
        "now > timestamp('2026-01-01T00:00:00Z') | true",
        "now.getHours('America/Montevideo') | 9"
      })
  void now_is_a_timestamp(String expression, String json) {
    assertThat(expressions.value(expression, SCOPE, NOON).toString()).isEqualTo(json);
  }

  @Test
  void an_expression_that_is_too_long_or_too_deep_or_turns_too_often_is_refused() {
    String bomb = "[1,2,3,4,5,6,7,8,9,10]";
    String rounds =
        "%s.map(a, %s.map(b, %s.map(c, %s.map(d, %s.map(e, a + b + c + d + e)))))"
            .formatted(bomb, bomb, bomb, bomb, bomb);

    assertThatThrownBy(() -> expressions.check("1" + " + 1".repeat(2_000)))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> expressions.check("(".repeat(100) + "1" + ")".repeat(100)))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> expressions.value(rounds, SCOPE, NOON))
        .isInstanceOf(ExpressionException.class);
  }

  @Test
  void numbers_that_cel_cannot_hold_do_not_break_a_condition_on_something_else() {
    assertThat(expressions.holds("input.name == 'Ana'", SCOPE, NOON)).isTrue();
    assertThat(expressions.holds("input.huge > 1.0", SCOPE, NOON)).isTrue();
  }
}
