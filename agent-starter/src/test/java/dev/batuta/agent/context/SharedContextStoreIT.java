package dev.batuta.agent.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.store.MongoFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
final class SharedContextStoreIT {
  private static final TenantId ACME = new TenantId("acme");
  private static final SessionId SESSION = new SessionId("sess_1");
  private static final AgentId TALKER = new AgentId("conversation_agent");
  private static final AgentId PRICER = new AgentId("quote_agent");

  // Far ahead, so that the server does not clear away what has expired by its own clock.
  private Instant now = Instant.parse("2126-03-02T12:00:00Z");
  private final MongoFixture mongo;
  private final SharedContextStore store;

  SharedContextStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "context-" + UUID.randomUUID());
    store = new SharedContextStore(mongo.template(), () -> now);
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void nothing_is_known_of_a_new_conversation() {
    SharedContext context = store.read(ACME, SESSION);

    assertThat(context.parts()).isEmpty();
    assertThat(context.history()).isEmpty();
    assertThat(context.version()).isNull();
  }

  @Test
  void each_agent_has_its_own_part() {
    write(TALKER, "{'name':'Ana'}");
    write(PRICER, "{'total':1234.10,'a.b':{'$c':1}}");
    write(TALKER, "{'name':'Ana María'}");

    SharedContext context = store.read(ACME, SESSION);

    assertThat(context.part(TALKER)).contains(json("{'name':'Ana María'}"));
    assertThat(context.part(PRICER)).contains(json("{'total':1234.10,'a.b':{'$c':1}}"));
    assertThat(context.part(PRICER).orElseThrow().toString()).contains("1234.10");
    assertThat(context.history())
        .containsExactly(new SharedContext.Change(TALKER, json("{'name':'Ana'}"), now));
  }

  @Test
  void what_a_write_returns_is_what_is_read() {
    SharedContext written = write(TALKER, "{'a':1}");

    assertThat(store.read(ACME, SESSION)).isEqualTo(written);
  }

  @Test
  void who_read_before_somebody_else_wrote_cannot_write_over_it() {
    SharedContext fresh = store.read(ACME, SESSION);
    store.write(fresh, TALKER, json("{'n':1}"));
    SharedContext read = store.read(ACME, SESSION);
    store.write(read, TALKER, json("{'n':2}"));

    assertThatThrownBy(() -> store.write(fresh, PRICER, json("{}")))
        .isInstanceOf(DuplicateKeyException.class);
    assertThatThrownBy(() -> store.write(read, PRICER, json("{}")))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThat(store.read(ACME, SESSION).part(TALKER)).contains(json("{'n':2}"));
  }

  @Test
  void only_the_newest_earlier_parts_are_kept() {
    for (int i = 0; i <= SharedContext.HISTORY + 5; i++) {
      write(TALKER, Integer.toString(i));
    }

    assertThat(store.read(ACME, SESSION).history())
        .hasSize(SharedContext.HISTORY)
        .extracting(change -> change.part().intValue())
        .startsWith(5)
        .endsWith(14);
  }

  @Test
  void an_expired_context_counts_as_unknown_and_may_be_written_anew() {
    write(TALKER, "{'old':true}");
    now = now.plus(Duration.ofDays(180));

    assertThat(store.read(ACME, SESSION).parts()).isEmpty();
    write(PRICER, "{'new':true}");
    assertThat(store.read(ACME, SESSION).parts()).containsOnlyKeys(PRICER.value());
  }

  @Test
  void nobody_sees_another_tenants_context() {
    write(TALKER, "{'secret':true}");

    assertThat(store.read(new TenantId("other"), SESSION).parts()).isEmpty();
  }

  private SharedContext write(AgentId agent, String part) {
    return store.write(store.read(ACME, SESSION), agent, json(part));
  }

  private static JsonNode json(String text) {
    return ContractJson.mapper().readTree(text.replace('\'', '"'));
  }
}
