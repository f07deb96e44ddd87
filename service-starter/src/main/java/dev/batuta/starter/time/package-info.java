/** Time, ids and randomness, given from outside so that tests can set them. */
@NullMarked
package dev.batuta.starter.time;

import org.jspecify.annotations.NullMarked;
