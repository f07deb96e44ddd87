/**
 * Versioned definitions of steps and their runs: a pure engine and the shell that performs its
 * effects.
 */
@NullMarked
package dev.batuta.orchestrator.workflow;

import org.jspecify.annotations.NullMarked;
