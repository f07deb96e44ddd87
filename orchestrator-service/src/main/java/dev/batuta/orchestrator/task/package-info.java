/** The life of a task: submitted, dispatched, retried, ended exactly once. */
@NullMarked
package dev.batuta.orchestrator.task;

import org.jspecify.annotations.NullMarked;
