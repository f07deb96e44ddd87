/** Quotes: what a tenant sells, what it costs, and what customers were offered. */
@NullMarked
package dev.batuta.quote;

import org.jspecify.annotations.NullMarked;
