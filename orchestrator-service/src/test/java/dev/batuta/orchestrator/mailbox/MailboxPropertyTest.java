package dev.batuta.orchestrator.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MailboxPropertyTest {
  private static final int STORIES = 2_000;

  @Test
  void every_message_is_answered_in_exactly_one_turn_and_in_order_whatever_crashes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int story = 0; story < STORIES; story++) {
      String which = "seed " + seed + ", story " + story;
      World world = new World(random, which);
      int messages = 1 + random.nextInt(30);
      while (world.taken < messages) {
        world.something();
      }
      world.comeToRest();

      List<String> answered = new ArrayList<>();
      world.runs.values().forEach(answered::addAll);
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        expected.add("m" + i);
      }
      assertThat(answered).as(which).isEqualTo(expected);
    }
  }

  /** A mailbox, its store, the runs, and a process that may crash between any two of its steps. */
  private static final class World {
    private static final MailboxRules RULES = new MailboxRules(Duration.ofSeconds(6));
    private static final TenantId ACME = new TenantId("acme");
    private static final SessionId SESSION = new SessionId("sess_1");

    private final Random random;
    private final String which;
    private final Map<RunId, List<String>> runs = new LinkedHashMap<>();
    private final Set<RunId> ended = new HashSet<>();
    private Mailbox stored = Mailbox.empty(ACME, SESSION);
    private Instant now = Instant.parse("2126-03-02T12:00:00Z");
    private boolean crashes = true;
    private int taken;

    World(Random random, String which) {
      this.random = random;
      this.which = which;
    }

    void something() {
      now = now.plusMillis(random.nextInt(900));
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          // Kafka gives a message again until its handling has come to its end.
          if (deliver(taken)) {
            taken++;
          }
        }
        case 2 -> deliver(taken == 0 ? 0 : random.nextInt(taken));
        case 3, 4 -> perform(RULES.due(stored, now));
        default -> endARun();
      }
    }

    void comeToRest() {
      crashes = false;
      while (stored.nextCheckAt() != null) {
        Instant due = stored.nextCheckAt();
        now = due != null && due.isAfter(now) ? due : now;
        perform(RULES.due(stored, now));
        endARun();
      }
      assertThat(stored.turn()).as(which).isNull();
      assertThat(stored.waiting()).as(which).isEmpty();
    }

    private boolean deliver(int number) {
      if (number > taken) {
        return false;
      }
      MailboxRules.Received received =
          RULES.receive(
              stored,
              new InboundMessage(
                  ACME,
                  SESSION,
                  "m" + number,
                  "sandbox",
                  "+59899000001",
                  null,
                  "hola",
                  Instant.parse("2126-03-02T12:00:00Z").plusMillis(number),
                  random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(1_200),
                  true,
                  null),
              now);
      assertThat(received.receipt()).as(which).isNotInstanceOf(Receipt.Full.class);
      return perform(received.decision());
    }

    private void endARun() {
      Mailbox.Turn turn = stored.turn();
      if (turn == null || !runs.containsKey(turn.runId())) {
        return;
      }
      ended.add(turn.runId());
      perform(RULES.turnEnded(stored, turn.runId(), now));
    }

    /** Stores and then starts, unless the process crashes; returns whether it came to the end. */
    private boolean perform(MailboxRules.@Nullable Decision decision) {
      if (decision == null) {
        return true;
      }
      if (crash()) {
        return false;
      }
      stored = decision.mailbox();
      Mailbox.Turn turn = decision.started();
      if (turn == null) {
        return true;
      }
      if (crash()) {
        return false;
      }
      start(turn);
      if (random.nextInt(4) == 0) {
        start(turn);
      }
      return !crash();
    }

    /** A run's id is the turn's: starting it again has no effect but to tell its end again. */
    private void start(Mailbox.Turn turn) {
      List<String> ids = turn.messages().stream().map(Mailbox.Waiting::messageId).toList();
      List<String> before = runs.putIfAbsent(turn.runId(), ids);
      if (before == null) {
        assertThat(ended).as("%s: one turn at a time", which).hasSize(runs.size() - 1);
      } else {
        assertThat(ids).as(which).isEqualTo(before);
        if (ended.contains(turn.runId())) {
          perform(RULES.turnEnded(stored, turn.runId(), now));
        }
      }
    }

    private boolean crash() {
      return crashes && random.nextInt(6) == 0;
    }
  }
}
