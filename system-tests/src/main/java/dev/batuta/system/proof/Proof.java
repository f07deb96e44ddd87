package dev.batuta.system.proof;

import dev.batuta.system.installation.Installation;
import dev.batuta.system.installation.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Puts a running installation under load, breaks something and looks what has become of it. */
public final class Proof {
  private static final double SHARE_BEFORE = 0.3;

  private final Installation batuta;

  /** Of an installation that is healthy. */
  public Proof(Installation batuta) {
    this.batuta = batuta;
  }

  /** Something that happens while the load is under way. */
  @FunctionalInterface
  public interface Trouble {
    /** Makes it happen, and mends it; when it happened. */
    Instant happen(Load load);
  }

  /** A fault under load, for {@code outage}. */
  public Findings of(Fault fault, LoadSize size, Duration outage, long seed) {
    return of(fault.word(), size, seed, load -> fault.strike(batuta, load, outage), _ -> {});
  }

  /**
   * Any trouble under load, with a tenant of its own.
   *
   * @param afterwards looks at the tenant when all has ended
   */
  public Findings of(
      String name, LoadSize size, long seed, Trouble trouble, Consumer<Tenant> afterwards) {
    Tenant tenant = batuta.newTenant(name);
    try (Load load = new Load(batuta.door(), tenant, size, seed).start()) {
      load.awaitShare(SHARE_BEFORE);
      Instant at = trouble.happen(load);
      load.awaitAccepted();
      Findings findings = new Inspection(batuta, tenant).after(load, at);
      afterwards.accept(tenant);
      return findings;
    }
  }

  /** The moment now, for troubles that have none of their own. */
  public static Instant now() {
    return InstantSource.system().instant();
  }
}
