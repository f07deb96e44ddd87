package dev.batuta.orchestrator.watch;

import org.jspecify.annotations.Nullable;

/**
 * What a watcher sends over the WebSocket; one kind of fields at a time.
 *
 * @param token JWT or API key of a person or program
 * @param serviceToken JWT of a service of this platform
 * @param serviceName that service, as its token says
 * @param subscribe {@code tenant:{id}} or {@code task:{task_id}}
 * @param unsubscribe the same
 * @param after with {@code task:…}: the last number seen; from the beginning when absent
 */
record SocketMessage(
    @Nullable String token,
    @Nullable String serviceToken,
    @Nullable String serviceName,
    @Nullable String subscribe,
    @Nullable String unsubscribe,
    @Nullable Integer after) {
  @Override
  public String toString() {
    return "SocketMessage[subscribe=" + subscribe + "]";
  }
}
