/** Which agents there are, how they are, and which take no new tasks. */
@NullMarked
package dev.batuta.orchestrator.agent;

import org.jspecify.annotations.NullMarked;
