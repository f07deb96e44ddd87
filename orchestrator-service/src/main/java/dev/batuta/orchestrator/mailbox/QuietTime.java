package dev.batuta.orchestrator.mailbox;

import java.time.Duration;

/**
 * How long a channel's message waits for more before it is answered.
 *
 * @param value zero or positive
 */
public record QuietTime(Duration value) {}
