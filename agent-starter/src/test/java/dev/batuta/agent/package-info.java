/** Checks of the whole module. */
@NullMarked
package dev.batuta.agent;

import org.jspecify.annotations.NullMarked;
