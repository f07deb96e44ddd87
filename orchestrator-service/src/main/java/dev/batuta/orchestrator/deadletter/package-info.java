/** Records that a service refused, kept for an operator. */
@NullMarked
package dev.batuta.orchestrator.deadletter;

import org.jspecify.annotations.NullMarked;
