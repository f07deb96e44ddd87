/** The messages of a conversation. */
@NullMarked
package dev.batuta.conversation.history;

import org.jspecify.annotations.NullMarked;
