/** Channels in and out: WhatsApp and the sandbox. */
@NullMarked
package dev.batuta.conversation.channel;

import org.jspecify.annotations.NullMarked;
