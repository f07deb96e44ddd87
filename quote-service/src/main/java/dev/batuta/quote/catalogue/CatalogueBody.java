package dev.batuta.quote.catalogue;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.quote.money.MoneyJson;
import dev.batuta.starter.problem.ProblemException;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a catalogue that somebody has sent, and says what is wrong with it. */
final class CatalogueBody {
  private CatalogueBody() {}

  /**
   * The catalogue in a body.
   *
   * @param tenant whose it becomes; a {@code tenant_id} in the body must be the same
   * @param revision which it gets; one in the body is passed over
   * @throws ProblemException naming what does not fit
   */
  static Catalogue read(byte[] body, TenantId tenant, long revision) {
    ObjectNode tree = object(body);
    JsonNode named = tree.get("tenant_id");
    if (named != null && !named.isNull() && !tenant.value().equals(named.asString(""))) {
      throw ProblemException.field(
          "#/tenant_id", "tenant_id is " + tenant + ", whose credentials these are, or left out");
    }
    tree.put("tenant_id", tenant.value());
    tree.put("revision", revision);
    if (!tree.hasNonNull("note")) {
      tree.put("note", "");
    }
    try {
      return MoneyJson.mapper().treeToValue(tree, Catalogue.class);
    } catch (DatabindException unfit) {
      String pointer = pointer(unfit);
      throw ProblemException.field(pointer, detail(pointer, unfit));
    }
  }

  private static ObjectNode object(byte[] body) {
    try {
      if (MoneyJson.mapper().readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException malformed) {
      throw new ProblemException(
          ProblemCode.MALFORMED_BODY,
          "The body is not valid JSON at line %d, column %d."
              .formatted(
                  malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
    }
    throw new ProblemException(
        ProblemCode.MALFORMED_BODY, "The body is a catalogue: one JSON object.");
  }

  private static String pointer(DatabindException unfit) {
    return unfit.getPath().stream()
        .map(step ->
            Objects.requireNonNullElseGet(
                step.getPropertyName(), () -> Integer.toString(step.getIndex())))
        .collect(Collectors.joining("/", "#/", ""));
  }

  private static String detail(String pointer, DatabindException unfit) {
    String place = pointer.equals("#/") ? "The catalogue" : pointer.substring(2);
    for (Throwable cause = unfit.getCause(); cause != null; cause = cause.getCause()) {
      // The constructors name a missing field by its bare name.
      if (cause instanceof NullPointerException) {
        return place + ": " + cause.getMessage() + " is missing";
      }
      if (cause instanceof IllegalArgumentException) {
        return place + ": " + cause.getMessage();
      }
    }
    return place + " is missing or has the wrong type";
  }
}
