/** Intents: what a customer wants with one message, and in which language it is written. */
@NullMarked
package dev.batuta.conversation.intent;

import org.jspecify.annotations.NullMarked;
