/** Watching tasks as they go: server-sent events and WebSockets from each task's one log. */
@NullMarked
package dev.batuta.orchestrator.watch;

import org.jspecify.annotations.NullMarked;
