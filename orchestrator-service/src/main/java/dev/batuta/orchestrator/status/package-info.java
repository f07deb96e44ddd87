/** The platform's state at a glance. */
@NullMarked
package dev.batuta.orchestrator.status;

import org.jspecify.annotations.NullMarked;
