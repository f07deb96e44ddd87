/** Wakes those who wait for a change, in this process and in others. */
@NullMarked
package dev.batuta.orchestrator.live;

import org.jspecify.annotations.NullMarked;
