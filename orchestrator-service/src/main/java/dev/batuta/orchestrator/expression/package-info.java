/** What definitions and filters compute: CEL over the data of a run, a task or an event. */
@NullMarked
package dev.batuta.orchestrator.expression;

import org.jspecify.annotations.NullMarked;
