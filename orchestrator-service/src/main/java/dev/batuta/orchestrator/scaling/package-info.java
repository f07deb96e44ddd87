/** How many instances an agent should have, in the form that autoscalers read. */
@NullMarked
package dev.batuta.orchestrator.scaling;

import org.jspecify.annotations.NullMarked;
