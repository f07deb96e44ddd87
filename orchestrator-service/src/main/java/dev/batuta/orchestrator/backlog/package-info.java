/** How far the agents are behind. */
@NullMarked
package dev.batuta.orchestrator.backlog;

import org.jspecify.annotations.NullMarked;
