package dev.batuta.system.proof;

import dev.batuta.system.installation.Installation;
import dev.batuta.system.installation.Part;
import dev.batuta.system.process.Pause;
import dev.batuta.system.process.SystemProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Something that goes wrong while the product is at work, and is mended again. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** The instance of the agent that is at work gets SIGKILL, and comes back after the outage. */
  KILL_AGENT,
  /** It stands still and wakes as a zombie. */
  FREEZE_AGENT,
  /** One orchestrator of two gets SIGKILL. */
  KILL_ORCHESTRATOR,
  /** One orchestrator of two stands still. */
  FREEZE_ORCHESTRATOR,
  /** The gateway gets SIGKILL. */
  KILL_GATEWAY,
  /** The broker stands still. */
  FREEZE_KAFKA,
  /** The broker gets SIGKILL. */
  KILL_KAFKA,
  /** The database stands still. */
  FREEZE_MONGO,
  /** The database gets SIGKILL. */
  KILL_MONGO,
  /** Redis gets SIGKILL, where there is one. */
  KILL_REDIS,
  /** Keys cannot be exchanged, tokens not be renewed. */
  KILL_AGENT_MANAGEMENT;

  /** Its name for people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Fault named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * Breaks it, waits and mends it.
   *
   * @param load whose tenant's work decides which instance of the agent is meant
   * @return when it happened
   */
  public Instant strike(Installation batuta, Load load, Duration outage) {
    return switch (this) {
      case NONE -> InstantSource.system().instant();
      case KILL_AGENT -> kill(atWork(batuta, load), outage);
      case FREEZE_AGENT -> freeze(atWork(batuta, load), outage);
      case KILL_ORCHESTRATOR -> kill(batuta.process(Part.ORCHESTRATOR_1), outage);
      case FREEZE_ORCHESTRATOR -> freeze(batuta.process(Part.ORCHESTRATOR_2), outage);
      case KILL_GATEWAY -> kill(batuta.process(Part.GATEWAY), outage);
      case FREEZE_KAFKA -> freeze(batuta.process(Part.KAFKA), outage);
      case KILL_KAFKA -> kill(batuta.process(Part.KAFKA), outage);
      case FREEZE_MONGO -> freeze(batuta.process(Part.MONGO), outage);
      case KILL_MONGO -> kill(batuta.process(Part.MONGO), outage);
      case KILL_REDIS ->
          batuta
              .find(Part.REDIS)
              .map(redis -> kill(redis, outage))
              .orElseGet(() -> InstantSource.system().instant());
      case KILL_AGENT_MANAGEMENT -> kill(batuta.process(Part.AGENT_MANAGEMENT), outage);
    };
  }

  private static SystemProcess atWork(Installation batuta, Load load) {
    boolean second =
        new Ledger(batuta)
            .newestBy(load.tenant().id())
            .filter(Part.COUNTER_2.word()::equals)
            .isPresent();
    return batuta.process(second ? Part.COUNTER_2 : Part.COUNTER_1);
  }

  private static Instant kill(SystemProcess process, Duration outage) {
    Instant at = InstantSource.system().instant();
    process.kill();
    Pause.of(outage);
    var _ = process.start().awaitHealthy();
    return at;
  }

  private static Instant freeze(SystemProcess process, Duration outage) {
    Instant at = InstantSource.system().instant();
    process.freeze();
    Pause.of(outage);
    process.thaw();
    return at;
  }
}
