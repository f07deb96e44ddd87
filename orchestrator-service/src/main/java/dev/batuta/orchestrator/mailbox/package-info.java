/** One turn at a time per conversation: messages wait, join and start the message workflow. */
@NullMarked
package dev.batuta.orchestrator.mailbox;

import org.jspecify.annotations.NullMarked;
