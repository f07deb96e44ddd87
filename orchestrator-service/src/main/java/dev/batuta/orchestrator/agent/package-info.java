/** Which agents there are, how they are, and which one gets a task. */
@NullMarked
package dev.batuta.orchestrator.agent;

import org.jspecify.annotations.NullMarked;
