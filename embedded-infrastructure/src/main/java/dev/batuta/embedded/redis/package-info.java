/** A Redis server as a child process of the JVM. */
@NullMarked
package dev.batuta.embedded.redis;

import org.jspecify.annotations.NullMarked;
