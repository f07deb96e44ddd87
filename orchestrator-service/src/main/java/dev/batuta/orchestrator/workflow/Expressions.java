package dev.batuta.orchestrator.workflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.batuta.contracts.ContractJson;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Expressions of workflow definitions, in CEL (Common Expression Language) over {@code input} and
 * {@code steps}. A bare path such as {@code steps.quote.output} is looked up in the JSON as it
 * stands, so that an amount passes through with all its digits; CEL knows only binary floating
 * point. Thread-safe.
 */
final class Expressions {
  private static final Pattern PATH =
      Pattern.compile("(?:input|steps)(?:\\.[a-zA-Z_][a-zA-Z0-9_]*)*");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int PROGRAMS = 1_000;

  private final CelCompiler compiler =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("input", SimpleType.DYN)
          .addVar("steps", SimpleType.DYN)
          .build();
  private final CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
  private final Cache<String, CelRuntime.Program> programs =
      Caffeine.newBuilder().maximumSize(PROGRAMS).build();

  /**
   * Checks an expression.
   *
   * @throws ExpressionException saying where it is wrong
   */
  void check(String expression) {
    if (!PATH.matcher(expression).matches()) {
      var _ = program(expression);
    }
  }

  /**
   * What an expression gives.
   *
   * @throws ExpressionException if it is not valid or fails
   */
  JsonNode value(String expression, JsonNode scope) {
    if (PATH.matcher(expression).matches()) {
      JsonNode found = scope.at("/" + expression.replace('.', '/'));
      return found.isMissingNode() ? JSON.nullNode() : found;
    }
    Object result = evaluate(expression, scope);
    try {
      return ContractJson.mapper().valueToTree(plain(result));
    } catch (NumberFormatException _) {
      throw new ExpressionException(expression, "gives no number: " + result);
    }
  }

  /**
   * Whether an expression is true.
   *
   * @throws ExpressionException if it is not valid, fails, or is neither true nor false
   */
  boolean holds(String expression, JsonNode scope) {
    if (evaluate(expression, scope) instanceof Boolean result) {
      return result;
    }
    throw new ExpressionException(expression, "gives neither true nor false");
  }

  private Object evaluate(String expression, JsonNode scope) {
    try {
      return program(expression)
          .eval(
              Map.of(
                  "input", celValue(scope.path("input")), "steps", celValue(scope.path("steps"))));
    } catch (CelEvaluationException failure) {
      throw new ExpressionException(expression, String.valueOf(failure.getMessage()));
    }
  }

  private CelRuntime.Program program(String expression) {
    return programs.get(expression, this::compile);
  }

  private CelRuntime.Program compile(String expression) {
    try {
      CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
      return runtime.createProgram(tree);
    } catch (CelValidationException | CelEvaluationException invalid) {
      throw new ExpressionException(expression, String.valueOf(invalid.getMessage()));
    }
  }

  private static Object celValue(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(each -> map.put(each.getKey(), celValue(each.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.forEach(each -> list.add(celValue(each)));
        yield list;
      }
      // A number beyond CEL's range comes as the nearest it has: a caller's payload may hold any.
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? (Object) node.longValue()
              : node.numberValue().doubleValue();
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.stringValue();
      case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
    };
  }

  /** CEL's values as Java's, for JSON, which knows neither infinity nor NaN. */
  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each)));
        yield plain;
      }
      case List<?> list -> list.stream().map(Expressions::plain).toList();
      case Double number -> BigDecimal.valueOf(number);
      // A null from the run's data, and one that is written in the expression.
      case NullValue _ -> JSON.nullNode();
      case com.google.protobuf.NullValue _ -> JSON.nullNode();
      default -> value;
    };
  }
}
