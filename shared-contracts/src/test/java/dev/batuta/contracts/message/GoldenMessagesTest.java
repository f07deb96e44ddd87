package dev.batuta.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What once stood on a topic is read for ever: the files below {@code golden} are added to, never
 * changed.
 */
final class GoldenMessagesTest {
  private final JsonMapper json = ContractJson.mapper();

  static Stream<Class<? extends Message>> messages() {
    return Arrays.stream(Message.class.getPermittedSubclasses())
        .map(type -> type.asSubclass(Message.class));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_is_read_and_written_back_as_it_was(Class<? extends Message> type)
      throws IOException {
    JsonNode golden = golden(type);

    Message message = json.treeToValue(golden, type);

    assertThat(json.readTree(json.writeValueAsBytes(message))).isEqualTo(golden);
    assertThat(json.readValue(json.writeValueAsBytes(message), type)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_field_that_a_later_version_adds_is_ignored(Class<? extends Message> type)
      throws IOException {
    JsonNode golden = golden(type);
    ObjectNode later = ((ObjectNode) golden.deepCopy()).put("from_the_future", 1);

    assertThat(json.treeToValue(later, type)).isEqualTo(json.treeToValue(golden, type));
  }

  private JsonNode golden(Class<? extends Message> type) throws IOException {
    String name = "/golden/" + Message.typeOf(type) + ".json";
    try (InputStream in = GoldenMessagesTest.class.getResourceAsStream(name)) {
      assertThat(in).as("every message type has a file %s", name).isNotNull();
      return json.readTree(in);
    }
  }
}
