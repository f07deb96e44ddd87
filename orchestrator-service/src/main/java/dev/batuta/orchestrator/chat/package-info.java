/** The synchronous door to a conversation. */
@NullMarked
package dev.batuta.orchestrator.chat;

import org.jspecify.annotations.NullMarked;
