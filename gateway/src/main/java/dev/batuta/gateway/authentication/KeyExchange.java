package dev.batuta.gateway.authentication;

import java.util.concurrent.CompletableFuture;

/** Asks the token issuer for a token in exchange for an API key. */
@FunctionalInterface
interface KeyExchange {
  /** Ends exceptionally with a refusal when the issuer cannot be asked. */
  CompletableFuture<Exchanged> exchange(String key);
}
