/** A running conversation service for tests, and faithful stand-ins for what it talks to. */
@NullMarked
package dev.batuta.conversation.testing;

import org.jspecify.annotations.NullMarked;
