/** The conversation agent: it understands customers, keeps the dialogue and speaks on channels. */
@NullMarked
package dev.batuta.conversation;

import org.jspecify.annotations.NullMarked;
