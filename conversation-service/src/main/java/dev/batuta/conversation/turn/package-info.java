/** What the agent does with a turn: understand it, decide what comes next, word the answer. */
@NullMarked
package dev.batuta.conversation.turn;

import org.jspecify.annotations.NullMarked;
