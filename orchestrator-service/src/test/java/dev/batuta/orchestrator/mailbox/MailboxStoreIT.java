package dev.batuta.orchestrator.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@WithInfrastructure
final class MailboxStoreIT {
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final SessionId SESSION = new SessionId("sess_1");
  private static final MailboxRules RULES = new MailboxRules(Duration.ofSeconds(6));

  private final MongoFixture mongo;
  private final MailboxStore store;

  MailboxStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "mailboxes-" + UUID.randomUUID());
    store = new MailboxStore(mongo.template());
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void a_mailbox_comes_back_as_it_was_stored_waiting_or_under_way() {
    Mailbox empty = Mailbox.empty(ACME, SESSION);
    store.save(receive(empty, "m1", Duration.ZERO));
    Mailbox underWay = read();
    store.save(receive(underWay, "m2", Duration.ofSeconds(1)));

    assertThat(underWay)
        .usingRecursiveComparison()
        .ignoringFields("version")
        .isEqualTo(receive(empty, "m1", Duration.ZERO));
    assertThat(read().turn()).isEqualTo(underWay.turn());
    assertThat(read().waiting()).extracting(Mailbox.Waiting::messageId).containsExactly("m2");
    assertThat(read().recentIds()).hasSize(2);
  }

  @Test
  void of_two_first_messages_at_once_one_is_told_to_decide_again() {
    Mailbox empty = Mailbox.empty(ACME, SESSION);
    store.save(receive(empty, "m1", Duration.ZERO));

    assertThatThrownBy(() -> store.save(receive(empty, "m2", Duration.ZERO)))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void of_two_changes_of_the_same_version_one_is_refused() {
    store.save(receive(Mailbox.empty(ACME, SESSION), "m1", Duration.ZERO));
    Mailbox read = read();
    store.save(receive(read, "m2", Duration.ZERO));

    assertThatThrownBy(() -> store.save(receive(read, "m3", Duration.ZERO)))
        .isInstanceOf(OptimisticLockingFailureException.class);
  }

  @Test
  void the_same_session_of_two_tenants_has_two_mailboxes() {
    store.save(receive(Mailbox.empty(ACME, SESSION), "m1", Duration.ofSeconds(1)));

    assertThat(store.find(OTHER, SESSION)).isEmpty();
    store.save(receive(Mailbox.empty(OTHER, SESSION), "m2", Duration.ofSeconds(1)));
    assertThat(read().waiting()).extracting(Mailbox.Waiting::messageId).containsExactly("m1");
  }

  @Test
  void the_most_overdue_mailbox_is_looked_at_first_and_an_idle_one_never() {
    SessionId later = new SessionId("sess_2");
    SessionId idle = new SessionId("sess_3");
    store.save(receive(Mailbox.empty(ACME, later), "m1", Duration.ofSeconds(2)));
    store.save(receive(Mailbox.empty(ACME, SESSION), "m2", Duration.ofSeconds(1)));
    store.save(receive(Mailbox.empty(ACME, idle), "m3", Duration.ZERO));
    Mailbox busy = store.find(ACME, idle).orElseThrow();
    Mailbox.Turn turn = busy.turn();
    assertThat(turn).isNotNull();
    MailboxRules.Decision ended = RULES.turnEnded(busy, turn.runId(), NOON);
    assertThat(ended).isNotNull();
    store.save(ended.mailbox());

    assertThat(store.due(NOON.plusSeconds(60), 10))
        .extracting(Mailbox::sessionId)
        .containsExactly(SESSION, later);
    assertThat(store.due(NOON.plusSeconds(1), 10))
        .extracting(Mailbox::sessionId)
        .containsExactly(SESSION);
  }

  private Mailbox read() {
    return store.find(ACME, SESSION).orElseThrow();
  }

  private static Mailbox receive(Mailbox mailbox, String id, Duration quiet) {
    MailboxRules.Received received =
        RULES.receive(
            mailbox,
            new InboundMessage(
                mailbox.tenantId(),
                mailbox.sessionId(),
                id,
                "sandbox",
                "+59899000001",
                "Ana",
                "¿$ y . en el texto?",
                NOON,
                quiet,
                true,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            NOON);
    MailboxRules.Decision decision = received.decision();
    assertThat(decision).isNotNull();
    return decision.mailbox();
  }
}
