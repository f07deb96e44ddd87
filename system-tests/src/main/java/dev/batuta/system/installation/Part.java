package dev.batuta.system.installation;

import java.util.Locale;

/** A process of an installation, in the order in which they are started. */
public enum Part {
  /** The broker. */
  KAFKA,
  /** The database. */
  MONGO,
  /** Wake-ups between orchestrators; only where {@code redis-server} is installed. */
  REDIS,
  /** Tenants, keys and tokens. */
  AGENT_MANAGEMENT,
  /** One orchestrator. */
  ORCHESTRATOR_1,
  /** The other. */
  ORCHESTRATOR_2,
  /** The only door. */
  GATEWAY,
  /** One instance of the counter agent. */
  COUNTER_1,
  /** The other. */
  COUNTER_2;

  /** Its name for people and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
