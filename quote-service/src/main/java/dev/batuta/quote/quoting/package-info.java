/** Making quotes for customers, by an agent or a person, and what becomes of them. */
@NullMarked
package dev.batuta.quote.quoting;

import org.jspecify.annotations.NullMarked;
