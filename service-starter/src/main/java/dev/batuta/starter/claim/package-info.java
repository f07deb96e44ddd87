/** Large JSON kept aside, so that tasks, messages and runs carry a reference to it. */
@NullMarked
package dev.batuta.starter.claim;

import org.jspecify.annotations.NullMarked;
