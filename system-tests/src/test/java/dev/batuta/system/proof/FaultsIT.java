package dev.batuta.system.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.system.installation.Installation;
import dev.batuta.system.installation.Part;
import dev.batuta.system.process.Footprint;
import dev.batuta.system.process.SystemProcess;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * The product as separate processes, one fault at a time under load. The same code runs with more
 * work and for longer by {@code benchmarks/run chaos}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FaultsIT {
  private static final long SEED = Long.getLong("system.seed", System.nanoTime());
  private static final LoadSize SIZE =
      new LoadSize(
          Integer.getInteger("system.tasks", 150),
          Integer.getInteger("system.runs", 40),
          8,
          0,
          Duration.ofMillis(120));
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(9);
  private static final String CLOCK = "BATUTA_CLOCK_OFFSET";
  private static final long MORE_THREADS = 60;
  private static final long MORE_HEAP_KB = 48 * 1024;

  private final PrintStream out = System.out;
  private final Map<Part, Footprint> before = new EnumMap<>(Part.class);
  private @Nullable Installation installation;

  @BeforeAll
  void start() throws Exception {
    out.println("faults: seed " + SEED);
    Path directory = Files.createTempDirectory("batuta-system-");
    out.println("faults: data and logs in " + directory);
    installation = Installation.in(directory);
    var _ = batuta().start();
  }

  @AfterAll
  void stop() {
    batuta().close();
  }

  @Test
  @Order(1)
  void without_a_fault_all_is_done_once() {
    check(Fault.NONE, Duration.ZERO);

    before.putAll(footprints());
  }

  @Test
  @Order(2)
  void a_killed_agent_loses_nothing() {
    check(Fault.KILL_AGENT, LONG);
  }

  @Test
  @Order(3)
  void a_frozen_agent_wakes_and_repeats_nothing() {
    check(Fault.FREEZE_AGENT, LONG);
  }

  @Test
  @Order(4)
  void a_killed_orchestrator_is_replaced_by_the_other() {
    check(Fault.KILL_ORCHESTRATOR, SHORT);
  }

  @Test
  @Order(5)
  void a_frozen_orchestrator_wakes_and_spoils_nothing() {
    check(Fault.FREEZE_ORCHESTRATOR, LONG);
  }

  @Test
  @Order(6)
  void a_killed_gateway_loses_nothing_that_was_accepted() {
    check(Fault.KILL_GATEWAY, Duration.ofSeconds(1));
  }

  @Test
  @Order(7)
  void kafka_may_stand_still() {
    check(Fault.FREEZE_KAFKA, SHORT);
  }

  @Test
  @Order(8)
  void kafka_may_be_killed() {
    check(Fault.KILL_KAFKA, SHORT);
  }

  @Test
  @Order(9)
  void the_database_may_stand_still() {
    check(Fault.FREEZE_MONGO, SHORT);
  }

  @Test
  @Order(10)
  void the_database_may_be_killed() {
    check(Fault.KILL_MONGO, SHORT);
  }

  @Test
  @Order(11)
  void agent_management_may_be_killed() {
    check(Fault.KILL_AGENT_MANAGEMENT, SHORT);
  }

  @Test
  @Order(12)
  void redis_may_be_killed() {
    check(Fault.KILL_REDIS, SHORT);
  }

  @Test
  @Order(13)
  void tasks_that_always_fail_are_listed_as_dead_letters() {
    List<JsonNode> listed = new ArrayList<>();
    Findings findings =
        show(
            "dead-letters",
            new Proof(batuta())
                .of(
                    "dead-letters",
                    SIZE.withAlwaysFailing(25),
                    SEED,
                    load -> {
                      load.awaitAccepted();
                      return Proof.now();
                    },
                    tenant ->
                        batuta()
                            .door()
                            .read("/api/orchestrator/dead-letters", tenant.key())
                            .path("tasks")
                            .forEach(listed::add)));

    assertThat(findings.violations()).isEmpty();
    assertThat(findings.deadLettered()).isPositive();
    assertThat(listed).hasSize(Math.min(findings.deadLettered(), 200));
  }

  @Test
  @Order(14)
  void poison_is_put_aside_and_the_rest_goes_on() {
    List<JsonNode> aside = new ArrayList<>();
    Findings findings =
        show(
            "poison",
            new Proof(batuta())
                .of(
                    "poison",
                    SIZE,
                    SEED,
                    load -> {
                      new BadRecords(batuta()).poison(load.tenant().id());
                      return Proof.now();
                    },
                    tenant ->
                        batuta()
                            .door()
                            .read("/api/orchestrator/dead-letters", tenant.key())
                            .path("records")
                            .forEach(aside::add)));

    assertThat(findings.violations()).isEmpty();
    assertThat(aside).hasSize(BadRecords.POISONOUS);
  }

  @Test
  @Order(15)
  void repeated_and_reordered_records_change_nothing() {
    AtomicBoolean more = new AtomicBoolean(true);
    List<Integer> copied = new ArrayList<>();
    Findings findings =
        show(
            "repeats",
            new Proof(batuta())
                .of(
                    "repeats",
                    SIZE,
                    SEED,
                    load -> {
                      var copying =
                          CompletableFuture.supplyAsync(
                              () -> new BadRecords(batuta()).repeat(load.tenant().id(), SEED, more),
                              task -> Thread.ofPlatform().daemon().start(task));
                      load.awaitAccepted();
                      more.set(false);
                      copied.add(copying.orTimeout(2, TimeUnit.MINUTES).join());
                      return Proof.now();
                    },
                    _ -> {}));

    assertThat(findings.violations()).isEmpty();
    assertThat(copied.getFirst()).isPositive();
  }

  @Test
  @Order(16)
  void what_lived_through_all_that_holds_on_to_nothing() {
    Map<Part, Footprint> now = footprints();

    now.forEach((part, footprint) -> {
      Footprint earlier = before.get(part);
      out.printf("faults: %-16s %s before %s%n", part.word(), footprint, earlier);
      if (earlier != null) {
        assertThat(footprint.threads())
            .as("threads of " + part.word())
            .isLessThan(earlier.threads() + MORE_THREADS);
        assertThat(footprint.heapKb())
            .as("heap of " + part.word())
            .isLessThan(2 * earlier.heapKb() + MORE_HEAP_KB);
      }
    });
  }

  @Test
  @Order(17)
  void clocks_that_differ_by_two_minutes_spoil_nothing() {
    restart(
        process(Part.ORCHESTRATOR_2).with(CLOCK, "PT2M"),
        process(Part.COUNTER_1).with(CLOCK, "PT-2M"),
        process(Part.COUNTER_2).with(CLOCK, "PT2M"));
    try {
      check(Fault.NONE, Duration.ZERO);
    } finally {
      restart(
          process(Part.ORCHESTRATOR_2).without(CLOCK),
          process(Part.COUNTER_1).without(CLOCK),
          process(Part.COUNTER_2).without(CLOCK));
    }
  }

  @Test
  @Order(18)
  void without_redis_all_is_done_too() {
    batuta().find(Part.REDIS).ifPresent(SystemProcess::stop);
    restart(process(Part.ORCHESTRATOR_1), process(Part.ORCHESTRATOR_2));

    check(Fault.KILL_ORCHESTRATOR, SHORT);
  }

  private void check(Fault fault, Duration outage) {
    Findings findings = show(fault.toString(), new Proof(batuta()).of(fault, SIZE, outage, SEED));

    assertThat(findings.violations()).isEmpty();
  }

  private Findings show(String name, Findings findings) {
    out.println("faults: " + name + ": " + findings.line());
    return findings;
  }

  private static void restart(SystemProcess... processes) {
    for (SystemProcess process : processes) {
      process.stop();
      var _ = process.start();
    }
    for (SystemProcess process : processes) {
      var _ = process.awaitHealthy();
    }
  }

  private Map<Part, Footprint> footprints() {
    Map<Part, Footprint> all = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      if (part != Part.REDIS && part != Part.KAFKA && part != Part.MONGO) {
        all.put(part, Footprint.of(process(part)));
      }
    }
    return all;
  }

  private SystemProcess process(Part part) {
    return batuta().process(part);
  }

  private Installation batuta() {
    if (installation == null) {
      throw new IllegalStateException("not started");
    }
    return installation;
  }
}
