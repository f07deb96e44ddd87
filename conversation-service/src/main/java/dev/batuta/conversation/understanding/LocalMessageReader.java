package dev.batuta.conversation.understanding;

import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.entity.EntityContext;
import dev.batuta.conversation.entity.EntityExtractor;
import dev.batuta.conversation.intent.Intent;
import dev.batuta.conversation.intent.IntentClassifier;
import dev.batuta.conversation.intent.IntentContext;
import dev.batuta.conversation.intent.IntentResult;
import dev.batuta.conversation.intent.Language;
import dev.batuta.conversation.intent.LanguageDetector;
import java.util.Set;

/** Reads messages with the classifier, grammar and language detector that ship with the product. */
final class LocalMessageReader implements MessageReader {
  private static final Set<Intent> WITHOUT_NAMES =
      Set.of(
          Intent.AFFIRM,
          Intent.DENY,
          Intent.QUOTE_ACCEPT,
          Intent.QUOTE_REJECT,
          Intent.GREETING,
          Intent.THANKS,
          Intent.GOODBYE,
          Intent.OPT_IN,
          Intent.OPT_OUT);

  private final IntentClassifier intents;
  private final LanguageDetector languages;
  private final EntityExtractor extractor;

  LocalMessageReader(
      IntentClassifier intents, LanguageDetector languages, EntityExtractor extractor) {
    this.intents = intents;
    this.languages = languages;
    this.extractor = extractor;
  }

  @Override
  public MessageMeaning read(String text, MessageContext context) {
    Language language = languages.detect(text, context.expected());
    IntentResult intent =
        intents.classify(
            text, new IntentContext(context.asked(), context.quoteOpen(), context.openTask()));
    Entities entities =
        extractor.extract(
            text,
            new EntityContext(
                context.country(), context.asked(), context.today(), context.vocabulary()));
    return new MessageMeaning(
        intent.intent(),
        intent.confidence(),
        language,
        WITHOUT_NAMES.contains(intent.intent()) ? withoutBareName(entities, text) : entities);
  }

  /** "Acepto" as the answer to "in whose name?" is a word of consent, not a name. */
  private static Entities withoutBareName(Entities entities, String text) {
    String name = entities.name();
    boolean bare = name != null && name.equalsIgnoreCase(text.strip().replaceAll("\\p{Punct}", ""));
    return bare ? entities.withoutName() : entities;
  }
}
