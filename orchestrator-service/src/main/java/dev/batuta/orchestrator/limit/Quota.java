package dev.batuta.orchestrator.limit;

import java.time.Duration;

/**
 * What is left of a tenant's rate after a request.
 *
 * @param size requests at once after a pause
 * @param window how long an empty quota takes to fill; positive
 * @param remaining requests that would be taken now; 0 or more
 * @param nextIn until there is one more; zero when it is full
 */
public record Quota(int size, Duration window, int remaining, Duration nextIn) {}
