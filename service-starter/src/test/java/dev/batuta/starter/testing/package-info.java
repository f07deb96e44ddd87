/** Rules and fixtures that the tests of every service share. */
@NullMarked
package dev.batuta.starter.testing;

import org.jspecify.annotations.NullMarked;
