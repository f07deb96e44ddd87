package dev.batuta.conversation.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.conversation.entity.EntityContext;
import dev.batuta.conversation.entity.EntityExtractor;
import dev.batuta.conversation.entity.NluCases;
import dev.batuta.conversation.entity.SlotScore;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Dialogues with the right intents given: slots and what is missing after every turn. */
class DialogueCasesTest {
  private static final List<String> PUBLIC_SLOTS =
      List.of("items", "city", "name", "email", "phone", "document_id", "order_number");

  private final ProductVocabulary vocabulary = NluCases.vocabulary();
  private final EntityExtractor extractor = new EntityExtractor();
  private final DialogueTracker tracker = new DialogueTracker(vocabulary);

  @Test
  void invented_dialogues_are_followed_turn_by_turn() {
    var wrong = wrongTurns(NluCases.JSON.readTree(NluCases.own("dialogue-cases.json")));

    assertThat(wrong.messages()).isEmpty();
  }

  @Test
  void in_four_of_five_turns_of_the_sample_slots_and_missing_are_all_right() {
    var sample =
        NluCases.JSON.valueToTree(NluCases.dialogues("dialogues.json", "dialogue-cases.json"));

    var wrong = wrongTurns(sample);

    assertThat(wrong.messages().size()).isLessThanOrEqualTo(wrong.turns() / 5);
  }

  @Test
  void a_state_survives_being_stored_as_json() {
    var said =
        extractor.extract(
            "quiero 5 isodec de 100", new EntityContext("UY", null, NluCases.TODAY, vocabulary));
    var state = tracker.next(DialogueState.START, new Understood("quote_request", 1, said));

    var json = NluCases.JSON.writeValueAsString(state);

    assertThat(NluCases.JSON.readValue(json, DialogueState.class)).isEqualTo(state);
    assertThat(NluCases.JSON.readTree(json).propertyNames()).contains("intent", "slots", "missing");
    assertThat(NluCases.JSON.readTree(json).at("/slots/items/0/thickness_mm").asInt())
        .isEqualTo(100);
  }

  private Wrong wrongTurns(JsonNode dialogues) {
    var messages = new ArrayList<String>();
    int turns = 0;
    for (var dialogue : dialogues) {
      var state = DialogueState.START;
      var country = NluCases.country(dialogue.get("lang").asString());
      for (var turn : dialogue.get("turns")) {
        var said =
            extractor.extract(
                turn.get("user").asString(),
                new EntityContext(country, state.asked(), NluCases.TODAY, vocabulary));
        var expected = turn.get("expected");
        state = tracker.next(state, new Understood(expected.get("intent").asString(), 1, said));
        turns++;
        if (!isRight(expected, NluCases.JSON.valueToTree(state))) {
          messages.add(turn.get("user").asString() + ": " + state);
        }
      }
    }
    return new Wrong(messages, turns);
  }

  private static boolean isRight(JsonNode expected, JsonNode state) {
    assertThat(PUBLIC_SLOTS).containsAll(state.get("slots").propertyNames());
    return new SlotScore().add(expected.get("slots"), state.get("slots"))
        && expected.get("missing").equals(state.get("missing"))
        && expected.get("intent").equals(state.get("intent"));
  }

  private record Wrong(List<String> messages, int turns) {}
}
