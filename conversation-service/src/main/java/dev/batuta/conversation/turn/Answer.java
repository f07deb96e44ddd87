package dev.batuta.conversation.turn;

import dev.batuta.conversation.entity.Entities;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Result of the task {@code compose_answer}: what the customer gets, and what the caller of {@code
 * /chat/process} sees.
 *
 * @param response the text
 * @param intent what was wanted; null when the turn could not be understood
 * @param confidence how sure that is, 0 to 1
 * @param nextAction what happens next
 * @param entities what the turn said
 * @param quote the quote that this turn made or changed; null for none
 * @param language BCP 47 tag of the text
 */
record Answer(
    String response,
    @Nullable String intent,
    double confidence,
    NextAction nextAction,
    @Nullable Entities entities,
    @Nullable JsonNode quote,
    String language) {}
