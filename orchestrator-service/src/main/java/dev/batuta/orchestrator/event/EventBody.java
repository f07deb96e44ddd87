package dev.batuta.orchestrator.event;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.EventPosted;
import dev.batuta.starter.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Body of {@code POST /api/v1/events}.
 *
 * @param type what has happened: a lower-case word of at most 64 characters
 * @param id the tenant's own id of it, 1 to 200 characters; a new one when absent
 * @param data facts of it: an object of at most 256 KB; empty when absent
 * @param time when it happened, ISO 8601; now when absent
 */
record EventBody(
    @Nullable String type, @Nullable String id, @Nullable JsonNode data, @Nullable String time) {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");
  private static final int LONGEST_ID = 200;
  private static final int LARGEST_DATA = 256 * 1024;

  /**
   * The event.
   *
   * @param newId its id when it brings none
   * @throws ProblemException naming everything that is wrong
   */
  EventPosted checked(TenantId tenant, String newId, Instant now) {
    Map<String, String> faults = new LinkedHashMap<>();
    if (type == null || !TYPE.matcher(type).matches()) {
      faults.put("#/type", "type is a lower-case word of at most 64 characters");
    }
    if (id != null && (id.isBlank() || id.length() > LONGEST_ID)) {
      faults.put("#/id", "id has 1 to 200 characters");
    }
    JsonNode facts =
        data == null || data.isNull() ? ContractJson.mapper().createObjectNode() : data;
    if (!facts.isObject()) {
      faults.put("#/data", "data is a JSON object");
    } else if (facts.toString().length() > LARGEST_DATA) {
      faults.put("#/data", "data has at most 256 KB");
    }
    Instant when = now;
    if (time != null) {
      try {
        when = Instant.parse(time);
      } catch (DateTimeException _) {
        faults.put("#/time", "time has the form 2026-03-02T12:00:00Z");
      }
    }
    if (!faults.isEmpty() || type == null) {
      throw ProblemException.fields(faults);
    }
    return new EventPosted(tenant, id == null ? newId : id, type, facts, when);
  }
}
