/** Checks of the whole module. */
@NullMarked
package dev.batuta.starter;

import org.jspecify.annotations.NullMarked;
