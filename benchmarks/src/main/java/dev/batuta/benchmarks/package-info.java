/** Measures the running product from outside; prints figures and judges nothing. */
@NullMarked
package dev.batuta.benchmarks;

import org.jspecify.annotations.NullMarked;
