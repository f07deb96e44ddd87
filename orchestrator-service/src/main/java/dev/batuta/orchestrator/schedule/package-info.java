/** Work that begins at a time, again and again, or when something happens. */
@NullMarked
package dev.batuta.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
