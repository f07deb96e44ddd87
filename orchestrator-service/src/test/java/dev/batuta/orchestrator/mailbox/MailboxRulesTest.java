package dev.batuta.orchestrator.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MailboxRulesTest {
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");
  private static final Duration QUIET = Duration.ofMillis(1_200);
  private static final TenantId ACME = new TenantId("acme");
  private static final SessionId SESSION = new SessionId("sess_1");
  private static final MailboxRules RULES = new MailboxRules(Duration.ofSeconds(6));

  @Test
  void a_message_without_quiet_time_starts_a_turn_at_once() {
    MailboxRules.Received received =
        RULES.receive(empty(), message("m1", NOON, Duration.ZERO), NOON);

    assertThat(received.receipt()).isInstanceOf(Receipt.Joined.class);
    assertThat(idsOf(started(received.decision()))).containsExactly("m1");
    assertThat(mailbox(received.decision()).waiting()).isEmpty();
    assertThat(((Receipt.Joined) received.receipt()).run())
        .isEqualTo(started(received.decision()).runId());
  }

  @Test
  void a_burst_joins_one_turn_when_the_quiet_time_is_over() {
    Mailbox mailbox = receive(empty(), "m1", NOON);
    mailbox = receive(mailbox, "m2", NOON.plusMillis(500));

    assertThat(RULES.due(mailbox, NOON.plus(QUIET))).isNull();
    MailboxRules.Decision decision = RULES.due(mailbox, NOON.plusMillis(500).plus(QUIET));

    assertThat(idsOf(started(decision))).containsExactly("m1", "m2");
  }

  @Test
  void somebody_who_never_stops_writing_is_answered_after_the_longest_quiet_time() {
    Mailbox mailbox = empty();
    for (int i = 0; i < 6; i++) {
      mailbox = receive(mailbox, "m" + i, NOON.plusSeconds(i));
    }
    MailboxRules.Received last =
        RULES.receive(
            mailbox, message("m6", NOON.plusMillis(5_500), QUIET), NOON.plusMillis(5_500));

    assertThat(mailbox(last.decision()).nextCheckAt()).isEqualTo(NOON.plusSeconds(6));
    assertThat(idsOf(started(RULES.due(mailbox(last.decision()), NOON.plusSeconds(6))))).hasSize(7);
  }

  @Test
  void one_turn_at_a_time_what_arrives_meanwhile_is_the_next_one() {
    Mailbox busy =
        mailbox(RULES.receive(empty(), message("m1", NOON, Duration.ZERO), NOON).decision());
    Mailbox.Turn first = turnOf(busy);

    MailboxRules.Received second =
        RULES.receive(busy, message("m2", NOON.plusSeconds(1), Duration.ZERO), NOON.plusSeconds(1));
    MailboxRules.Decision after =
        RULES.turnEnded(mailbox(second.decision()), first.runId(), NOON.plusSeconds(2));

    assertThat(second.decision()).isNotNull();
    assertThat(second.decision().started()).isNull();
    assertThat(idsOf(started(after))).containsExactly("m2");
    assertThat(started(after).turnId().value()).isEqualTo("sess_1.2");
    assertThat(((Receipt.Joined) second.receipt()).turn()).isEqualTo(started(after).turnId());
  }

  @Test
  void the_end_of_a_turn_that_is_not_under_way_changes_nothing() {
    Mailbox busy =
        mailbox(RULES.receive(empty(), message("m1", NOON, Duration.ZERO), NOON).decision());
    Mailbox.Turn turn = turnOf(busy);
    Mailbox free = mailbox(RULES.turnEnded(busy, turn.runId(), NOON));

    assertThat(free.turn()).isNull();
    assertThat(free.nextCheckAt()).isNull();
    assertThat(RULES.turnEnded(free, turn.runId(), NOON)).isNull();
    assertThat(RULES.due(free, NOON.plus(Duration.ofDays(1)))).isNull();
  }

  @Test
  void a_repeated_message_is_known_by_its_id_also_after_its_turn_has_ended() {
    Mailbox busy =
        mailbox(RULES.receive(empty(), message("m1", NOON, Duration.ZERO), NOON).decision());
    Mailbox free = mailbox(RULES.turnEnded(busy, turnOf(busy).runId(), NOON));

    List<MailboxRules.Received> repeats =
        List.of(
            RULES.receive(busy, message("m1", NOON, QUIET), NOON),
            RULES.receive(free, message("m1", NOON, QUIET), NOON));

    assertThat(repeats).containsOnly(new MailboxRules.Received(new Receipt.Repeated(), null));
  }

  @Test
  void only_the_newest_message_ids_are_remembered() {
    Mailbox mailbox = empty();
    for (int i = 0; i <= Mailbox.REMEMBERED; i++) {
      mailbox =
          mailbox(RULES.receive(mailbox, message("m" + i, NOON, Duration.ZERO), NOON).decision());
      mailbox = mailbox(RULES.turnEnded(mailbox, turnOf(mailbox).runId(), NOON));
    }

    assertThat(mailbox.recentIds()).hasSize(Mailbox.REMEMBERED);
    assertThat(RULES.receive(mailbox, message("m1", NOON, QUIET), NOON).receipt())
        .isInstanceOf(Receipt.Repeated.class);
    assertThat(RULES.receive(mailbox, message("m0", NOON, QUIET), NOON).receipt())
        .isInstanceOf(Receipt.Joined.class);
  }

  @Test
  void messages_of_a_turn_stand_in_the_order_in_which_the_channel_took_them() {
    Mailbox mailbox = empty();
    mailbox =
        mailbox(RULES.receive(mailbox, message("b", NOON.plusMillis(20), QUIET), NOON).decision());
    mailbox =
        mailbox(RULES.receive(mailbox, message("c", NOON.plusMillis(20), QUIET), NOON).decision());
    mailbox =
        mailbox(RULES.receive(mailbox, message("a", NOON.plusMillis(10), QUIET), NOON).decision());

    assertThat(idsOf(started(RULES.due(mailbox, NOON.plus(QUIET))))).containsExactly("a", "b", "c");
  }

  @Test
  void a_full_mailbox_takes_no_more_until_its_turn_begins() {
    Mailbox mailbox =
        mailbox(RULES.receive(empty(), message("first", NOON, Duration.ZERO), NOON).decision());
    for (int i = 0; i < Mailbox.WAITING; i++) {
      mailbox = receive(mailbox, "m" + i, NOON);
    }

    MailboxRules.Received tooMany = RULES.receive(mailbox, message("more", NOON, QUIET), NOON);
    Mailbox next = mailbox(RULES.turnEnded(mailbox, turnOf(mailbox).runId(), NOON));

    assertThat(tooMany).isEqualTo(new MailboxRules.Received(new Receipt.Full(), null));
    assertThat(turnOf(next).messages()).hasSize(Mailbox.WAITING);
    assertThat(RULES.receive(next, message("more", NOON, QUIET), NOON).receipt())
        .isInstanceOf(Receipt.Joined.class);
  }

  @Test
  void a_turn_under_way_is_looked_at_again_in_case_its_start_was_lost() {
    Mailbox busy =
        mailbox(RULES.receive(empty(), message("m1", NOON, Duration.ZERO), NOON).decision());
    Instant checkAt = busy.nextCheckAt();
    assertThat(checkAt).isNotNull();

    MailboxRules.Decision again = RULES.due(busy, checkAt);

    assertThat(started(again)).isEqualTo(turnOf(busy));
    assertThat(mailbox(again).nextCheckAt()).isAfter(checkAt);
  }

  private static Mailbox empty() {
    return Mailbox.empty(ACME, SESSION);
  }

  private static Mailbox receive(Mailbox mailbox, String id, Instant now) {
    return mailbox(RULES.receive(mailbox, message(id, now, QUIET), now).decision());
  }

  private static InboundMessage message(String id, Instant receivedAt, Duration quiet) {
    return new InboundMessage(
        ACME,
        SESSION,
        id,
        "sandbox",
        "+59899000001",
        null,
        "hola " + id,
        receivedAt,
        quiet,
        true,
        null);
  }

  private static Mailbox mailbox(MailboxRules.@Nullable Decision decision) {
    assertThat(decision).isNotNull();
    return decision.mailbox();
  }

  private static Mailbox.Turn started(MailboxRules.@Nullable Decision decision) {
    assertThat(decision).isNotNull();
    Mailbox.Turn turn = decision.started();
    assertThat(turn).isNotNull();
    assertThat(turn).isEqualTo(decision.mailbox().turn());
    return turn;
  }

  private static Mailbox.Turn turnOf(Mailbox mailbox) {
    Mailbox.Turn turn = mailbox.turn();
    assertThat(turn).isNotNull();
    return turn;
  }

  private static List<String> idsOf(Mailbox.Turn turn) {
    return turn.messages().stream().map(Mailbox.Waiting::messageId).toList();
  }
}
