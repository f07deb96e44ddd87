/** How records become MongoDB documents. */
@NullMarked
package dev.batuta.starter.store;

import org.jspecify.annotations.NullMarked;
