/** An invented agent. */
@NullMarked
package dev.batuta.sample;

import org.jspecify.annotations.NullMarked;
