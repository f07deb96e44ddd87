package dev.batuta.orchestrator.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What watchers may take, each figure for one instance.
 *
 * @param streamsPerTenant open event streams of a tenant; at least 1
 * @param connectionsPerTenant authenticated WebSockets of a tenant; at least 1
 * @param connections WebSockets in all; at least 1
 * @param subscriptions of one WebSocket; at least 1
 * @param waitingUpdates tasks with changes that a WebSocket may have waiting before its reader
 *     counts as slow; at least 1
 * @param authenticationTimeout until a WebSocket must have authenticated; positive
 * @param heartbeat how often a silent watcher is sent a sign of life; positive
 * @param slowAfter how long one event may take to be taken before its reader counts as slow;
 *     positive
 * @param longest how long one stream or WebSocket lasts before its watcher must come again;
 *     positive
 * @param sweep how often the store is asked for changes of what is watched while Redis does not
 *     carry wake-ups between instances; a tenth as often while it does; positive
 * @param tokenExchangeUri where an API key becomes a token
 */
@ConfigurationProperties("orchestrator.watch")
record WatchProperties(
    @DefaultValue("2000") int streamsPerTenant,
    @DefaultValue("500") int connectionsPerTenant,
    @DefaultValue("5000") int connections,
    @DefaultValue("100") int subscriptions,
    @DefaultValue("1000") int waitingUpdates,
    @DefaultValue("5s") Duration authenticationTimeout,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("10s") Duration slowAfter,
    @DefaultValue("1h") Duration longest,
    @DefaultValue("1s") Duration sweep,
    String tokenExchangeUri) {
  WatchProperties {
    if (Math.min(
            Math.min(streamsPerTenant, connectionsPerTenant),
            Math.min(connections, Math.min(subscriptions, waitingUpdates)))
        < 1) {
      throw new IllegalArgumentException("orchestrator.watch: numbers are at least 1");
    }
    for (Duration each :
        new Duration[] {authenticationTimeout, heartbeat, slowAfter, longest, sweep}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("orchestrator.watch: durations must be positive");
      }
    }
  }
}
