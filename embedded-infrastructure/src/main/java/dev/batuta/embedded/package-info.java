/**
 * The servers that Batuta needs (Kafka, a MongoDB-compatible server and Redis) inside or beside one
 * JVM, with their data kept on disk.
 */
@NullMarked
package dev.batuta.embedded;

import org.jspecify.annotations.NullMarked;
