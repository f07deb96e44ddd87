/** Which agent gets a task, by which rule, and why. */
@NullMarked
package dev.batuta.orchestrator.routing;

import org.jspecify.annotations.NullMarked;
