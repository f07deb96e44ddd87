package dev.batuta.conversation.dialogue;

import static java.util.Objects.requireNonNull;

import dev.batuta.conversation.entity.Entities;

/**
 * One understood message.
 *
 * @param intent the intent's wire name, for example {@code quote_request}
 * @param confidence how sure the classifier is, 0 to 1
 * @param entities what the message says
 */
public record Understood(String intent, double confidence, Entities entities) {
  /** Checks that nothing is missing. */
  public Understood {
    requireNonNull(intent, "an understood message needs an intent");
    requireNonNull(entities, "an understood message needs entities");
  }
}
