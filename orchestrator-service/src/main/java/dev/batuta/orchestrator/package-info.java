/** The orchestrator: messages to turns, turns to workflow runs, runs to tasks, tasks to agents. */
@NullMarked
package dev.batuta.orchestrator;

import org.jspecify.annotations.NullMarked;
