/**
 * The price engine: what is asked for becomes priced lines, taxes and totals, or clear refusals.
 */
@NullMarked
package dev.batuta.quote.pricing;

import org.jspecify.annotations.NullMarked;
