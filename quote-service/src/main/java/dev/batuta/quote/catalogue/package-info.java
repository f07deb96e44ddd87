/** What a tenant sells: families, products, prices and the rules that go with them. */
@NullMarked
package dev.batuta.quote.catalogue;

import org.jspecify.annotations.NullMarked;
