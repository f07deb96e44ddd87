package dev.batuta.starter.claim;

import tools.jackson.databind.JsonNode;

/** What a value that may be a claim stands for. */
public sealed interface Fetched {
  /** The value itself: it was no claim, or its claim was kept. */
  record Value(JsonNode json) implements Fetched {}

  /** A claim of which this tenant has nothing: expired, never kept, or another tenant's. */
  record Missing(String claim) implements Fetched {}
}
