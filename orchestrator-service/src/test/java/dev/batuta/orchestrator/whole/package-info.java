/** The orchestrator as a whole, with a real agent. */
@NullMarked
package dev.batuta.orchestrator.whole;

import org.jspecify.annotations.NullMarked;
