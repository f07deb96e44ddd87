/** An outside agent that records each of its effects. */
@NullMarked
package dev.batuta.system.counter;

import org.jspecify.annotations.NullMarked;
