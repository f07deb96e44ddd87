package dev.batuta.conversation.understanding;

import dev.batuta.conversation.entity.EntityExtractor;
import dev.batuta.conversation.intent.LanguageDetector;
import dev.batuta.conversation.intent.LinearIntentClassifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UnderstandingConfiguration {
  @Bean
  MessageReader messageReader() {
    return new LocalMessageReader(
        LinearIntentClassifier.trained(), LanguageDetector.trained(), new EntityExtractor());
  }
}
