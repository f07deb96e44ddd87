package dev.batuta.conversation.understanding;

import dev.batuta.contracts.TenantId;
import dev.batuta.conversation.catalogue.ProductVocabularies;
import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.intent.Intent;
import dev.batuta.conversation.intent.Language;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows by itself what the platform understands of a message. */
@RestController
class UnderstandingController {
  private static final int LONGEST_TEXT = 4_096;
  private static final int LONGEST_SLOT = 64;

  private final MessageReader reader;
  private final ProductVocabularies vocabularies;
  private final TenantContext tenants;

  UnderstandingController(
      MessageReader reader, ProductVocabularies vocabularies, TenantContext tenants) {
    this.reader = reader;
    this.vocabularies = vocabularies;
    this.tenants = tenants;
  }

  /**
   * What to read.
   *
   * @param text 1 to 4,096 characters
   * @param country ISO 3166-1 alpha-2; the tenant's when absent
   * @param asked the slot that was asked for; null for none
   * @param referenceDate from which relative dates count; today when absent
   */
  record Question(
      @Nullable String text,
      @Nullable String country,
      @Nullable String asked,
      @Nullable LocalDate referenceDate) {}

  /** What was understood. */
  record Answer(Intent intent, double confidence, String language, Entities entities) {}

  @PostMapping("/api/v1/understanding/analyze")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Answer analyze(TenantId tenant, @RequestBody Question question) {
    String text = question.text();
    if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
      throw ProblemException.field("#/text", "text has 1 to 4096 characters");
    }
    String asked = question.asked();
    if (asked != null && asked.length() > LONGEST_SLOT) {
      throw ProblemException.field("#/asked", "asked is the name of a slot, such as city");
    }
    String country = country(tenant, question.country());
    LocalDate today = question.referenceDate();
    MessageMeaning meaning =
        reader.read(
            text,
            new MessageContext(
                country,
                language(country, tenant),
                asked,
                asked != null,
                asked == null ? null : taskOf(asked),
                today == null ? tenants.today(tenant) : today,
                vocabularies.of(tenant)));
    return new Answer(
        meaning.intent(), meaning.confidence(), meaning.language().tag(), meaning.entities());
  }

  private String country(TenantId tenant, @Nullable String given) {
    if (given == null) {
      return tenants.country(tenant);
    }
    if (!given.matches("[A-Za-z]{2}")) {
      throw ProblemException.field("#/country", "country is a two-letter code, such as UY");
    }
    return given.toUpperCase(Locale.ROOT);
  }

  /** The language that people of a country write, when it is one of ours. */
  private Language language(String country, TenantId tenant) {
    return switch (country) {
      case "BR", "PT" -> Language.PT;
      case "US", "GB" -> Language.EN;
      default -> tenants.language(tenant);
    };
  }

  private static Intent taskOf(String asked) {
    return asked.equals("order_number") ? Intent.ORDER_STATUS : Intent.QUOTE_REQUEST;
  }
}
