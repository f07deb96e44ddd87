/** The switch that stops all work of a tenant, and lets it go on. */
@NullMarked
package dev.batuta.orchestrator.halt;

import org.jspecify.annotations.NullMarked;
