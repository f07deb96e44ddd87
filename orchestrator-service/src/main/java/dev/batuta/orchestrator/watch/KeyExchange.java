package dev.batuta.orchestrator.watch;

import java.util.Optional;

/** Turns an API key into a token. */
interface KeyExchange {
  /**
   * The token of a key; empty if the key is unknown, revoked, or its tenant is not served.
   *
   * @throws org.springframework.web.client.RestClientException if nobody answers
   */
  Optional<String> exchange(String key);
}
