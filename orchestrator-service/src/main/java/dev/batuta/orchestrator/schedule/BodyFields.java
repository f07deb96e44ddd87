package dev.batuta.orchestrator.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the fields of a body and collects everything that is wrong with them. */
final class BodyFields {
  private final JsonNode node;
  private final String path;
  private final Map<String, String> faults;

  private BodyFields(JsonNode node, String path, Map<String, String> faults) {
    this.node = node;
    this.path = path;
    this.faults = faults;
  }

  /** Those of a whole body. */
  static BodyFields of(JsonNode body) {
    BodyFields fields = new BodyFields(body, "#", new LinkedHashMap<>());
    if (!body.isObject()) {
      fields.faults.put("#", "the body is a JSON object");
    }
    return fields;
  }

  /** What is wrong, by JSON pointer, in the order of reading. */
  Map<String, String> faults() {
    return faults;
  }

  void fault(String name, String detail) {
    faults.putIfAbsent(path + "/" + name, detail);
  }

  boolean has(String name) {
    return !node.path(name).isMissingNode() && !node.path(name).isNull();
  }

  /** An object within; an empty one, and a fault, when it is not there. */
  BodyFields object(String name) {
    if (!node.path(name).isObject()) {
      fault(name, name + " is a JSON object");
    }
    return new BodyFields(node.path(name), path + "/" + name, faults);
  }

  /** A text that is needed; empty, and a fault, when it is not there or too long. */
  String text(String name, int longest) {
    JsonNode value = node.path(name);
    if (!value.isString() || value.stringValue().isBlank()) {
      fault(name, name + " is a text of 1 to " + longest + " characters");
      return "";
    }
    if (value.stringValue().length() > longest) {
      fault(name, name + " has at most " + longest + " characters");
    }
    return value.stringValue();
  }

  @Nullable Instant instant(String name) {
    return parsed(
        name,
        text -> Instant.parse(text).truncatedTo(ChronoUnit.MILLIS),
        name + " has the form 2026-03-02T12:00:00Z");
  }

  @Nullable Duration duration(String name) {
    return parsed(name, Duration::parse, name + " is a duration such as PT15M");
  }

  /** One of some words; {@code otherwise} when it is absent or, with a fault, another one. */
  <T> T word(String name, Function<String, T> read, T otherwise, String words) {
    T value = parsed(name, read, name + " is one of " + words);
    return value == null ? otherwise : value;
  }

  /** A whole number; {@code otherwise} when it is absent or, with a fault, out of its range. */
  int number(String name, int least, int most, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      fault(name, name + " is a number from " + least + " to " + most);
      return otherwise;
    }
    return value.intValue();
  }

  /** Free JSON, an object; empty when absent. */
  JsonNode json(String name, int largest) {
    if (!has(name)) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode value = node.path(name);
    if (!value.isObject()) {
      fault(name, name + " is a JSON object");
    } else if (value.toString().length() > largest) {
      fault(name, name + " has at most " + largest / 1024 + " KB");
    }
    return value;
  }

  private <T> @Nullable T parsed(String name, Function<String, T> read, String detail) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = node.path(name);
    if (value.isString()) {
      try {
        return read.apply(value.stringValue());
      } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) {
        fault(name, detail);
        return null;
      }
    }
    fault(name, detail);
    return null;
  }
}
