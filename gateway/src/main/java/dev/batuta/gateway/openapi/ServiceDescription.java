package dev.batuta.gateway.openapi;

import dev.batuta.gateway.route.Destination;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document that a service gives of itself. */
record ServiceDescription(Destination service, JsonNode document) {}
