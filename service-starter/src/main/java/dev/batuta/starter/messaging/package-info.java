/**
 * Kafka in and out: one publisher, one consumer that never lets a slow record hold up its topic.
 */
@NullMarked
package dev.batuta.starter.messaging;

import org.jspecify.annotations.NullMarked;
