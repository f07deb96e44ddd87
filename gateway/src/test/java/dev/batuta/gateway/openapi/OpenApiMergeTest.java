package dev.batuta.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import dev.batuta.gateway.route.Destination;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class OpenApiMergeTest {
  private static final String ORCHESTRATOR =
      """
      {"paths":{"/api/v1/tasks/{task_id}":{"get":{"responses":{"200":{"content":{"application/json":
       {"schema":{"$ref":"#/components/schemas/Page"}}}}}}},"/internal/secret":{"get":{}}},
       "components":{"schemas":{"Page":{"type":"object"},"Same":{"type":"string"}}},
       "tags":[{"name":"task"}]}
      """;
  private static final String QUOTE =
      """
      {"paths":{"/api/v1/quotes":{"get":{"responses":{"200":{"content":{"application/json":
       {"schema":{"$ref":"#/components/schemas/Page"}}}}}}},"/api/v1/tasks":{"get":{}}},
       "components":{"schemas":{"Page":{"type":"array","items":{"$ref":"#/components/schemas/Page"}},
       "Same":{"type":"string"}}}}
      """;

  private final JsonNode merged =
      OpenApiMerge.merge(
          ContractJson.mapper(),
          List.of(
              description(Destination.ORCHESTRATOR, ORCHESTRATOR),
              description(Destination.QUOTE, QUOTE)));

  @Test
  void only_paths_that_are_routed_to_the_service_are_kept() {
    assertThat(merged.get("paths").propertyNames())
        .containsExactly("/api/v1/tasks/{task_id}", "/api/v1/quotes");
  }

  @Test
  void a_component_whose_name_is_taken_gets_its_services_name_and_references_follow() {
    assertThat(merged.at("/components/schemas").propertyNames())
        .containsExactlyInAnyOrder("Page", "Same", "quote_Page");
    assertThat(merged.get("paths").get("/api/v1/quotes").toString())
        .contains("#/components/schemas/quote_Page");
    assertThat(merged.at("/components/schemas/quote_Page/items/$ref").stringValue())
        .isEqualTo("#/components/schemas/quote_Page");
    assertThat(merged.get("paths").get("/api/v1/tasks/{task_id}").toString())
        .contains("#/components/schemas/Page");
  }

  @Test
  void both_kinds_of_credentials_are_described() {
    assertThat(merged.at("/components/securitySchemes").propertyNames())
        .containsExactlyInAnyOrder("apiKey", "token");
    assertThat(merged.at("/tags/0/name").stringValue()).isEqualTo("task");
  }

  private static ServiceDescription description(Destination service, String json) {
    return new ServiceDescription(service, ContractJson.mapper().readTree(json));
  }
}
