package dev.batuta.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.TenantId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicNameTest {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";
  private static final List<TopicKind> KINDS = List.of(TopicKind.values());
  private static final int NAMES = 10_000;

  @Test
  void every_name_parses_to_the_parts_it_was_made_of() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < NAMES; i++) {
      TopicKind kind = KINDS.get(random.nextInt(KINDS.size()));
      TopicName name =
          new TopicName(
              part(random, 0, 20),
              kind,
              new TenantId(part(random, 1, 37) + "x"),
              random.nextBoolean() ? null : part(random, 0, 10));

      assertThat(TopicName.parse(name.toString())).as("seed %d", seed).contains(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "platform.tenants",
        "platform.agents",
        "__consumer_offsets",
        "",
        "a",
        "quote.tasks",
        "quote.work.acme",
        "quote.tasks.acme.high.more",
        "quote..acme",
        "quote.tasks.ACME",
        "quote.tasks.acme.",
        ".tasks.acme",
        "quote.tasks.-acme"
      })
  void what_is_not_a_tenants_topic_does_not_parse(String name) {
    assertThat(TopicName.parse(name)).isEmpty();
  }

  @Test
  void a_part_holds_no_dot_and_no_capital() {
    TenantId acme = new TenantId("acme");

    assertThatThrownBy(() -> TopicName.of("quote.x", TopicKind.TASKS, acme))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TopicName("quote", TopicKind.TASKS, acme, "High"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void each_lane_has_its_topic() {
    TenantId acme = new TenantId("acme");

    assertThat(
            List.of(
                TopicName.tasks("quote", acme, Priority.HIGH).toString(),
                TopicName.tasks("quote", acme, Priority.NORMAL).toString(),
                TopicName.tasks("quote", acme, Priority.LOW).toString()))
        .containsExactly("quote.tasks.acme.high", "quote.tasks.acme", "quote.tasks.acme.low");
  }

  @Test
  void the_catalogue_names_each_topic_of_a_tenant_once_and_no_platform_topic() {
    List<TopicName> topics = TopicCatalog.ofTenant(new TenantId("acme"));

    assertThat(topics).doesNotHaveDuplicates().hasSize(21);
    assertThat(topics)
        .allSatisfy(topic -> assertThat(TopicName.parse(topic.toString())).contains(topic));
  }

  private static String part(Random random, int least, int most) {
    StringBuilder part = new StringBuilder();
    part.append(LETTERS.charAt(random.nextInt(LETTERS.length() - 1)));
    int more = least + random.nextInt(most - least);
    for (int i = 0; i < more; i++) {
      part.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return part.toString();
  }
}
