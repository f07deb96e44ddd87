/** Load, faults, and what must be true after them. */
@NullMarked
package dev.batuta.system.proof;

import org.jspecify.annotations.NullMarked;
