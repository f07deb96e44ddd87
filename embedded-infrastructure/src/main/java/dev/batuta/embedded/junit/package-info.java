/** Hands tests the infrastructure once per JVM and a fresh tenant per test. */
@NullMarked
package dev.batuta.embedded.junit;

import org.jspecify.annotations.NullMarked;
