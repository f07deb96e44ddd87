/** What one message means: intent, language and entities. */
@NullMarked
package dev.batuta.conversation.understanding;

import org.jspecify.annotations.NullMarked;
