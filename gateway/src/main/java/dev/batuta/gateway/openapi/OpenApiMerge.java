package dev.batuta.gateway.openapi;

import dev.batuta.gateway.route.Destination;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes one OpenAPI 3.1 document of those of the services: the paths that the gateway routes, and
 * all components. Of two components of one name that differ, the later gets its service's name
 * before its own, and the references to it follow.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1">OpenAPI 3.1.1</a>
 */
final class OpenApiMerge {
  private static final String COMPONENTS = "components";
  private static final String PATHS = "paths";
  private static final String TAGS = "tags";

  private final ObjectNode merged;
  private final ObjectNode paths;
  private final ObjectNode components;
  private final Set<JsonNode> tags = new LinkedHashSet<>();

  private OpenApiMerge(JsonMapper json) {
    merged = json.createObjectNode();
    merged.put("openapi", "3.1.0");
    merged
        .putObject("info")
        .put("title", "Batuta")
        .put("version", "v1")
        .put("description", "All routes of the platform. Errors are RFC 9457 problems.");
    merged.putArray("servers").addObject().put("url", "/");
    merged.putArray("security").addObject().putArray("apiKey");
    ((ArrayNode) merged.get("security")).addObject().putArray("token");
    paths = merged.putObject(PATHS);
    components = merged.putObject(COMPONENTS);
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject("apiKey").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
    schemes
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
  }

  static ObjectNode merge(JsonMapper json, List<ServiceDescription> descriptions) {
    OpenApiMerge merge = new OpenApiMerge(json);
    descriptions.forEach(merge::add);
    if (!merge.tags.isEmpty()) {
      merge.merged.putArray(TAGS).addAll(merge.tags);
    }
    return merge.merged;
  }

  private void add(ServiceDescription description) {
    Destination service = description.service();
    JsonNode document = description.document();
    JsonNode renamed = rename(document, renames(document, service));
    for (Map.Entry<String, JsonNode> path : renamed.path(PATHS).properties()) {
      if (service.serves(path.getKey())) {
        paths.set(path.getKey(), path.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> section : renamed.path(COMPONENTS).properties()) {
      ObjectNode target = components.withObject("/" + section.getKey());
      section.getValue().properties().forEach(one -> target.set(one.getKey(), one.getValue()));
    }
    renamed.path(TAGS).forEach(tags::add);
  }

  /** Old reference to new reference, for the components whose names are taken by others. */
  private Map<String, String> renames(JsonNode document, Destination service) {
    Map<String, String> renames = new HashMap<>();
    for (Map.Entry<String, JsonNode> section : document.path(COMPONENTS).properties()) {
      JsonNode taken = components.path(section.getKey());
      for (Map.Entry<String, JsonNode> one : section.getValue().properties()) {
        JsonNode other = taken.get(one.getKey());
        if (other != null && !other.equals(one.getValue())) {
          String base = "#/components/" + section.getKey() + "/";
          renames.put(base + one.getKey(), base + service.word() + "_" + one.getKey());
        }
      }
    }
    return renames;
  }

  /** A copy in which renamed components stand under their new names, also where referred to. */
  private static JsonNode rename(JsonNode document, Map<String, String> renames) {
    if (renames.isEmpty()) {
      return document;
    }
    JsonNode copy = replaceReferences(document, renames);
    renames.forEach((from, to) -> {
      ObjectNode section = (ObjectNode) copy.at(from.substring(1, from.lastIndexOf('/')));
      JsonNode component = section.remove(from.substring(from.lastIndexOf('/') + 1));
      section.set(to.substring(to.lastIndexOf('/') + 1), component);
    });
    return copy;
  }

  private static JsonNode replaceReferences(JsonNode node, Map<String, String> renames) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = object.objectNode();
        object
            .properties()
            .forEach(e -> copy.set(e.getKey(), replaceReferences(e.getValue(), renames)));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = array.arrayNode();
        array.forEach(item -> copy.add(replaceReferences(item, renames)));
        yield copy;
      }
      case StringNode text -> {
        String to = renames.get(text.stringValue());
        yield to == null ? text : StringNode.valueOf(to);
      }
      default -> node;
    };
  }
}
