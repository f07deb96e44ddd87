/** The words of quotes and refusals in the customer's language. */
@NullMarked
package dev.batuta.quote.wording;

import org.jspecify.annotations.NullMarked;
