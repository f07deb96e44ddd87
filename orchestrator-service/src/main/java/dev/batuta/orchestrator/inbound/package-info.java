/** What comes in over Kafka, handed to the feature it is for. */
@NullMarked
package dev.batuta.orchestrator.inbound;

import org.jspecify.annotations.NullMarked;
