/** The PDF that a customer receives. */
@NullMarked
package dev.batuta.quote.document;

import org.jspecify.annotations.NullMarked;
