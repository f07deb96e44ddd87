package dev.batuta.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import dev.batuta.conversation.testing.RunningService;
import dev.batuta.conversation.testing.WithService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The invented dialogues again, this time with intents that the classifier has to find. */
@WithService
final class DialogueCasesIT {
  @Test
  void in_nineteen_of_twenty_turns_the_route_shows_the_right_intent_and_what_is_missing(
      RunningService service) {
    List<String> wrong = new ArrayList<>();
    int turns = 0;
    for (JsonNode dialogue : cases()) {
      String locale = dialogue.path("lang").asString();
      var tenant = service.tenant(country(locale), locale);
      String viewer = service.platform().token(tenant, "viewer");
      Talk talk = new Talk(service, tenant, null);
      for (JsonNode turn : dialogue.path("turns")) {
        var _ = talk.says(turn.path("user").asString());
        JsonNode shown =
            RunningService.json(service.get("/api/v1/conversations/" + talk.session(), viewer));
        JsonNode expected = turn.path("expected");
        turns++;
        if (!expected.path("missing").equals(shown.path("missing"))
            || !expected.path("intent").equals(shown.path("intent"))) {
          wrong.add(turn.path("user").asString() + ": " + shown);
        }
      }
    }

    assertThat(turns).isPositive();
    assertThat(wrong).hasSizeLessThanOrEqualTo(turns / 20);
  }

  private static String country(String locale) {
    return switch (locale) {
      case "es-CO" -> "CO";
      case "pt-BR" -> "BR";
      case "en" -> "US";
      default -> "UY";
    };
  }

  private static JsonNode cases() {
    try (var stream = DialogueCasesIT.class.getResourceAsStream("/nlu/dialogue-cases.json")) {
      if (stream == null) {
        throw new AssertionError("there are no dialogue cases");
      }
      return ContractJson.mapper().readTree(stream);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
