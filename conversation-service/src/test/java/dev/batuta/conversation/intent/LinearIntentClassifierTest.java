package dev.batuta.conversation.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default classifier answers to single messages. */
final class LinearIntentClassifierTest {

  private static final LinearIntentClassifier CLASSIFIER = LinearIntentClassifier.trained();
  private static final int LONGEST_MESSAGE = 4096;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hola, necesito cotizar 12 isopaneles de 100 mm | QUOTE_REQUEST
          buenas, cuánto sale el isodec por metro? | PRICE_QUESTION
          el isopanel aguanta el granizo? | PRODUCT_QUESTION
          ¿Tienen gorras azules? | STOCK_QUESTION
          ¿Cómo va mi pedido 8890? | ORDER_STATUS
          hacen envíos a Tacuarembó? | DELIVERY_QUESTION
          ¿Puedo pagar con Nequi? | PAYMENT_QUESTION
          me llegó rota la mochila, quiero la plata de vuelta | COMPLAINT
          quiero que me atienda una persona | HUMAN_HANDOFF
          sumale 4 siliconas | CHANGE_QUOTE
          dale, confirmo la compra | QUOTE_ACCEPT
          ya compré en otro lado, gracias | QUOTE_REJECT
          quiero recibir las ofertas | OPT_IN
          contame un chiste | OUT_OF_SCOPE
          quanto custa a telha cinza? | PRICE_QUESTION
          fazem entrega em Porto Alegre? | DELIVERY_QUESTION
          do you have black hoodies? | STOCK_QUESTION
          """)
  void a_message_gets_the_intent_a_person_would_give_it(String text, Intent expected) {
    assertThat(CLASSIFIER.classify(text, IntentContext.NONE).intent()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PRECIO?, PRICE_QUESTION",
    "graciasssss, THANKS",
    "q precio tiene el isodec, PRICE_QUESTION"
  })
  void capitals_drawn_out_letters_and_abbreviations_do_not_matter(String text, Intent expected) {
    assertThat(CLASSIFIER.classify(text, IntentContext.NONE).intent()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BAJA", "stop", "Salir.", "SAIR", "baja por favor", "STOP!!!"})
  void a_stop_command_is_certain(String text) {
    assertThat(CLASSIFIER.classify(text, IntentContext.NONE))
        .isEqualTo(new IntentResult(Intent.OPT_OUT, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALTA", "start", "Start!"})
  void a_start_command_is_certain(String text) {
    assertThat(CLASSIFIER.classify(text, IntentContext.NONE))
        .isEqualTo(new IntentResult(Intent.OPT_IN, 1));
  }

  @Test
  void yes_while_a_quote_is_open_stays_a_bare_yes() {
    IntentResult result = CLASSIFIER.classify("sí, dale", new IntentContext(null, true));

    assertThat(result.intent()).isEqualTo(Intent.AFFIRM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Salto, soy Paula", "6", "de 150", "largo 5 metros"})
  void an_answer_to_the_open_question_keeps_the_intent_of_the_open_task(String answer) {
    IntentResult result = CLASSIFIER.classify(answer, new IntentContext("city", true));

    assertThat(result.intent()).isEqualTo(Intent.QUOTE_REQUEST);
  }

  @Test
  void an_order_number_that_was_asked_for_keeps_the_complaint() {
    IntentContext context = new IntentContext("order_number", false, Intent.COMPLAINT);

    assertThat(CLASSIFIER.classify("5510", context).intent()).isEqualTo(Intent.COMPLAINT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          agregale 2 remeras | CHANGE_QUOTE
          quiero hablar con una persona | HUMAN_HANDOFF
          no me manden más mensajes | OPT_OUT
          """)
  void a_clear_new_wish_leaves_the_open_question(String text, Intent expected) {
    IntentResult result = CLASSIFIER.classify(text, new IntentContext("city", true));

    assertThat(result.intent()).isEqualTo(expected);
  }

  @Test
  void an_empty_message_is_out_of_scope_or_an_answer_and_never_fails() {
    assertThat(CLASSIFIER.classify("", IntentContext.NONE).confidence()).isBetween(0.0, 1.0);
  }

  @Test
  void any_text_of_up_to_4096_characters_gets_an_intent() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      String text = randomText(random);

      IntentResult result = CLASSIFIER.classify(text, new IntentContext("city", i % 2 == 0));

      assertThat(result.confidence()).as("seed %d, message %d", seed, i).isBetween(0.0, 1.0);
    }
  }

  @Test
  void learning_the_same_examples_twice_gives_the_same_answers() {
    List<Example> examples = TrainingCorpus.examples().subList(0, 1500);
    String text = "hola, quiero cotizar 8 paneles";

    IntentResult first =
        LinearIntentClassifier.trainedOn(examples).classify(text, IntentContext.NONE);
    IntentResult second =
        LinearIntentClassifier.trainedOn(examples).classify(text, IntentContext.NONE);

    assertThat(second).isEqualTo(first);
  }

  @Test
  void an_intent_is_written_as_its_snake_case_word() {
    assertThat(Intent.QUOTE_REQUEST.word()).isEqualTo("quote_request");
    assertThat(Intent.ofWord("out_of_scope")).isEqualTo(Intent.OUT_OF_SCOPE);
    assertThatIllegalArgumentException().isThrownBy(() -> Intent.ofWord("order"));
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(LONGEST_MESSAGE);
    boolean anyCharacter = random.nextBoolean();
    while (text.length() < length) {
      text.append((char) random.nextInt(anyCharacter ? Character.MAX_VALUE + 1 : 0x250));
    }
    return text.toString();
  }
}
