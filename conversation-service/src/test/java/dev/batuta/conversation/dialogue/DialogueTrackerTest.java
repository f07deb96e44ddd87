package dev.batuta.conversation.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.conversation.entity.EntityContext;
import dev.batuta.conversation.entity.EntityExtractor;
import dev.batuta.conversation.entity.NluCases;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import org.junit.jupiter.api.Test;

class DialogueTrackerTest {
  private final ProductVocabulary vocabulary = NluCases.vocabulary();
  private final EntityExtractor extractor = new EntityExtractor();
  private final DialogueTracker tracker = new DialogueTracker(vocabulary);

  @Test
  void a_bare_answer_keeps_the_open_task_when_the_classifier_is_unsure() {
    var open = turn(DialogueState.START, "quiero 3 gorras", "quote_request", 1);

    var answered = turn(open, "Salto", "delivery_question", 0.5);

    assertThat(answered.intent()).isEqualTo("quote_request");
    assertThat(answered.slots().city()).isEqualTo("Salto");
  }

  @Test
  void a_sure_question_in_between_keeps_its_own_intent() {
    var open = turn(DialogueState.START, "quiero 3 gorras", "quote_request", 1);

    var asked = turn(open, "hacen envíos?", "delivery_question", 0.95);

    assertThat(asked.intent()).isEqualTo("delivery_question");
    assertThat(asked.missing()).containsExactly("city", "name");
  }

  @Test
  void items_of_a_complaint_are_not_collected() {
    var state = turn(DialogueState.START, "me llegaron 2 chapas rotas", "complaint", 1);

    assertThat(state.slots().items()).isEmpty();
    assertThat(state.missing()).containsExactly("order_number");
  }

  @Test
  void sizes_said_before_the_product_wait_for_it() {
    var first = turn(DialogueState.START, "quiero cotizar 6 x 4 metros", "quote_request", 1);
    assertThat(first.missing()).containsExactly("product", "city", "name");

    var second = turn(first, "isodec de 100", "quote_request", 1);

    assertThat(second.slots().items().getFirst().lengthM()).isEqualByComparingTo("6");
    assertThat(second.missing()).containsExactly("city", "name");
  }

  @Test
  void after_an_opt_out_nothing_is_asked_until_the_customer_opts_in() {
    var open = turn(DialogueState.START, "quiero 3 gorras", "quote_request", 1);

    var out = turn(open, "no me escriban más", "opt_out", 1);
    var thanks = turn(out, "gracias", "thanks", 1);
    var in = turn(thanks, "alta", "opt_in", 1);

    assertThat(out.missing()).isEmpty();
    assertThat(thanks.missing()).isEmpty();
    assertThat(in.missing()).containsExactly("city", "name");
  }

  @Test
  void a_settled_quote_can_be_put_away() {
    var open = turn(DialogueState.START, "quiero 3 gorras para Salto", "quote_request", 1);

    var fresh = turn(open, "dale", "quote_accept", 1).withoutItems();

    assertThat(fresh.slots().items()).isEmpty();
    assertThat(fresh.slots().city()).isEqualTo("Salto");
    assertThat(fresh.quoteOpen()).isFalse();
  }

  private DialogueState turn(DialogueState state, String text, String intent, double confidence) {
    var said =
        extractor.extract(text, new EntityContext("UY", state.asked(), NluCases.TODAY, vocabulary));
    return tracker.next(state, new Understood(intent, confidence, said));
  }
}
