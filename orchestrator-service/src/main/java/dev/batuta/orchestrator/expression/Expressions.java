package dev.batuta.orchestrator.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.Timestamp;
import dev.batuta.contracts.ContractJson;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Expressions of workflow definitions and event filters, in CEL (Common Expression Language) over
 * the variables {@link #VARIABLES} and {@code now}, a timestamp. They have no side effects, and
 * their cost is bounded: their length, their nesting, and the rounds of their macros. A bare path
 * such as {@code steps.quote.output} is looked up in the JSON as it stands, so that an amount
 * passes through with all its digits; CEL knows only binary floating point. Thread-safe.
 *
 * @see <a href="https://github.com/google/cel-spec">the specification of CEL</a>
 */
public final class Expressions {
  /** What an expression may name besides {@code now}; null where there is nothing of it. */
  public static final List<String> VARIABLES =
      List.of("input", "steps", "context", "item", "index", "event");

  private static final Pattern PATH =
      Pattern.compile("(?:" + String.join("|", VARIABLES) + ")(?:\\.[a-zA-Z_][a-zA-Z0-9_]*)*|now");
  private static final int LONGEST = 4_096;
  private static final int DEEPEST = 32;
  private static final int MOST_ROUNDS = 10_000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int PROGRAMS = 2_000;

  private final CelCompiler compiler;
  private final CelRuntime runtime;
  private final Cache<String, CelRuntime.Program> programs =
      Caffeine.newBuilder().maximumSize(PROGRAMS).build();

  /** Makes its compiler. */
  public Expressions() {
    CelOptions options =
        CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .comprehensionMaxIterations(MOST_ROUNDS)
            // JSON does not tell 2500 from 2500.0, so a comparison must not mind.
            .enableHeterogeneousNumericComparisons(true)
            .build();
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("now", SimpleType.TIMESTAMP);
    VARIABLES.forEach(name -> builder.addVar(name, SimpleType.DYN));
    this.compiler = builder.build();
    this.runtime = CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(options).build();
  }

  /**
   * Checks an expression.
   *
   * @throws ExpressionException saying where it is wrong
   */
  public void check(String expression) {
    if (!PATH.matcher(expression).matches()) {
      var _ = program(expression);
    }
  }

  /**
   * What an expression gives.
   *
   * @param scope an object with the variables
   * @param now what {@code now} is
   * @throws ExpressionException if it is not valid or fails
   */
  public JsonNode value(String expression, JsonNode scope, Instant now) {
    if (expression.equals("now")) {
      return JSON.stringNode(now.toString());
    }
    if (PATH.matcher(expression).matches()) {
      JsonNode found = scope.at("/" + expression.replace('.', '/'));
      return found.isMissingNode() ? JSON.nullNode() : found;
    }
    Object result = evaluate(expression, scope, now);
    try {
      return ContractJson.mapper().valueToTree(plain(result));
    } catch (NumberFormatException _) {
      throw new ExpressionException(expression, "gives no number: " + result);
    }
  }

  /**
   * Whether an expression is true.
   *
   * @param scope an object with the variables
   * @param now what {@code now} is
   * @throws ExpressionException if it is not valid, fails, or is neither true nor false
   */
  public boolean holds(String expression, JsonNode scope, Instant now) {
    if (evaluate(expression, scope, now) instanceof Boolean result) {
      return result;
    }
    throw new ExpressionException(expression, "gives neither true nor false");
  }

  private Object evaluate(String expression, JsonNode scope, Instant now) {
    try {
      Map<String, Object> values = new HashMap<>();
      // Only what it names is converted: a run may hold much more.
      for (String name : VARIABLES) {
        values.put(
            name, expression.contains(name) ? celValue(scope.path(name)) : NullValue.NULL_VALUE);
      }
      values.put(
          "now",
          Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build());
      return program(expression).eval(values);
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
      case Timestamp time -> Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
      case com.google.protobuf.Duration length ->
          Duration.ofSeconds(length.getSeconds(), length.getNanos()).toString();
      // A null from the run's data, and one that is written in the expression.
      case NullValue _ -> JSON.nullNode();
      case com.google.protobuf.NullValue _ -> JSON.nullNode();
      default -> value;
    };
  }
}
