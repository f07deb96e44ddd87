/** Demo catalogues and requests that the tests of every feature use. */
@NullMarked
package dev.batuta.quote.testing;

import org.jspecify.annotations.NullMarked;
