/**
 * Messages that travel over Kafka: one record per type, JSON in snake_case, fields only ever added.
 */
@NullMarked
package dev.batuta.contracts.message;

import org.jspecify.annotations.NullMarked;
