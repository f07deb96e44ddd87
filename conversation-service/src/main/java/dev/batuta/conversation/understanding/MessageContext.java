package dev.batuta.conversation.understanding;

import dev.batuta.conversation.intent.Intent;
import dev.batuta.conversation.intent.Language;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a message arrives.
 *
 * @param country ISO 3166-1 alpha-2; decides phones, currency and number forms
 * @param expected the language of the conversation or of the tenant
 * @param asked the slot that was asked for; null for none
 * @param quoteOpen whether a quote is being put together or waits for an answer
 * @param openTask the intent that the open question belongs to; null for none
 * @param today the tenant's date
 * @param vocabulary the products that may be named
 */
public record MessageContext(
    String country,
    Language expected,
    @Nullable String asked,
    boolean quoteOpen,
    @Nullable Intent openTask,
    LocalDate today,
    ProductVocabulary vocabulary) {}
