package dev.batuta.orchestrator.workflow;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema (draft 2020-12) and what of a value does not fit it. References go within the
 * schema only: nothing is fetched. Thread-safe.
 */
final class InputSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final int MOST_FAULTS = 100;
  private static final String ENDLESS =
      "cannot be checked: the schema refers to itself without end";

  private final Schema schema;

  /** A schema without {@link #faultsOf faults}. */
  InputSchema(JsonNode schema) {
    this.schema = REGISTRY.getSchema(schema);
  }

  /** What of {@code value} does not fit; {@code at} is the pointer to it. */
  List<Fault> faults(String at, JsonNode value) {
    return faults(schema, at, value);
  }

  /** What is wrong with a schema itself. */
  static List<Fault> faultsOf(String at, JsonNode schema) {
    List<Fault> faults = new ArrayList<>();
    outwardReferences(schema, at, faults);
    if (!faults.isEmpty()) {
      return faults;
    }
    Schema meta = REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));
    faults.addAll(faults(meta, at, schema));
    if (faults.isEmpty()) {
      try {
        // Any value shows whether it can be used; whether this one fits does not matter.
        new InputSchema(schema)
            .faults(at, schema).stream()
                .filter(fault -> fault.detail().equals(ENDLESS))
                .forEach(faults::add);
      } catch (SchemaException | IllegalArgumentException invalid) {
        faults.add(new Fault(at, "is no usable JSON Schema: " + invalid.getMessage()));
      }
    }
    return faults;
  }

  private static List<Fault> faults(Schema schema, String at, JsonNode value) {
    try {
      return schema.validate(value).stream()
          .limit(MOST_FAULTS)
          .map(error -> new Fault(at + error.getInstanceLocation(), error.getMessage()))
          .distinct()
          .toList();
    } catch (JacksonException _) {
      // A number such as 1E400: the validator compares in 64 bits.
      return List.of(new Fault(at, "holds a number that cannot be compared"));
    } catch (StackOverflowError _) {
      // Only trying shows it: a reference back is well as long as it goes into the value.
      return List.of(new Fault(at, ENDLESS));
    }
  }

  private static void outwardReferences(JsonNode node, String at, List<Fault> faults) {
    node.properties()
        .forEach(each -> {
          boolean reference = each.getKey().equals("$ref") || each.getKey().equals("$dynamicRef");
          if (reference && !each.getValue().asString("").startsWith("#")) {
            faults.add(
                new Fault(at + "/" + each.getKey(), "refers to the schema itself only: #/…"));
          } else {
            outwardReferences(each.getValue(), at + "/" + each.getKey(), faults);
          }
        });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      outwardReferences(node.get(i), at + "/" + i, faults);
    }
  }
}
