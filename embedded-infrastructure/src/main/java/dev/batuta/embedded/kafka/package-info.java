/** A real single-node Kafka broker inside the JVM, with a kept log directory. */
@NullMarked
package dev.batuta.embedded.kafka;

import org.jspecify.annotations.NullMarked;
