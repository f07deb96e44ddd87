/** One trace over HTTP, Kafka and stored work. */
@NullMarked
package dev.batuta.starter.tracing;

import org.jspecify.annotations.NullMarked;
