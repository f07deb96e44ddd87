/** How amounts of money are shown and written as JSON. */
@NullMarked
package dev.batuta.quote.money;

import org.jspecify.annotations.NullMarked;
