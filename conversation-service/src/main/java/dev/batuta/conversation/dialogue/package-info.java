/** What a conversation has come to: the open task, what is known, what must still be asked. */
@NullMarked
package dev.batuta.conversation.dialogue;

import org.jspecify.annotations.NullMarked;
