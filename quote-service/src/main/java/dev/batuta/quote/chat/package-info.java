/** What the quote agent does for a conversation, and the words in which it answers. */
@NullMarked
package dev.batuta.quote.chat;

import org.jspecify.annotations.NullMarked;
