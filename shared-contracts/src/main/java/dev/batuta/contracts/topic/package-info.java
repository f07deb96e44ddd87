/** Kafka topic names: built and parsed in one place. */
@NullMarked
package dev.batuta.contracts.topic;

import org.jspecify.annotations.NullMarked;
