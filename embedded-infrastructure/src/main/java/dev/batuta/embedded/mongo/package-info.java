/**
 * A MongoDB-compatible server inside the JVM: mongo-java-server with sorted indexes, time-to-live
 * deletion and an append-only journal on disk.
 */
@NullMarked
package dev.batuta.embedded.mongo;

import org.jspecify.annotations.NullMarked;
