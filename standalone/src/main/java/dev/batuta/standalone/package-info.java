/** The whole product in one process, on embedded infrastructure: the first run. */
@NullMarked
package dev.batuta.standalone;

import org.jspecify.annotations.NullMarked;
