package dev.batuta.conversation.understanding;

import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.intent.Intent;
import dev.batuta.conversation.intent.Language;

/**
 * What a message means.
 *
 * @param intent what is wanted
 * @param confidence how sure that is, 0 to 1
 * @param language what it is written in
 * @param entities what it says
 */
public record MessageMeaning(
    Intent intent, double confidence, Language language, Entities entities) {}
