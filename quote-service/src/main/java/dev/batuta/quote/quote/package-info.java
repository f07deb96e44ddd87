/** A quote's life from draft to answer, and the numbers that quotes carry. */
@NullMarked
package dev.batuta.quote.quote;

import org.jspecify.annotations.NullMarked;
