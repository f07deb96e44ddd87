/** Value-added taxes by country, class of goods and date. */
@NullMarked
package dev.batuta.quote.tax;

import org.jspecify.annotations.NullMarked;
