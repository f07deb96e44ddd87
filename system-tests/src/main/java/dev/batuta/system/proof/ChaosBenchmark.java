package dev.batuta.system.proof;

import dev.batuta.system.installation.Installation;
import dev.batuta.system.installation.Part;
import dev.batuta.system.process.Footprint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Every fault at full size, one after the other, and then at random. Arguments, each {@code
 * name=value}: {@code tasks}, {@code runs}, {@code clients}, {@code outage} in seconds, {@code
 * minutes} of random faults, {@code seed}, and {@code faults}, a list of names separated by commas.
 */
public final class ChaosBenchmark {
  private static final List<Part> MEASURED =
      List.of(
          Part.AGENT_MANAGEMENT,
          Part.ORCHESTRATOR_1,
          Part.ORCHESTRATOR_2,
          Part.GATEWAY,
          Part.COUNTER_1,
          Part.COUNTER_2);

  private final Installation batuta;
  private final PrintStream out;
  private final LoadSize size;
  private final Duration outage;
  private int violations;

  private ChaosBenchmark(Installation batuta, PrintStream out, LoadSize size, Duration outage) {
    this.batuta = batuta;
    this.out = out;
    this.size = size;
    this.outage = outage;
  }

  /** Runs all; ends with code 1 when something was found that must not be. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int sign = argument.indexOf('=');
      if (sign < 1) {
        throw new IllegalArgumentException("name=value, was " + argument);
      }
      given.put(argument.substring(0, sign), argument.substring(sign + 1));
    }
    int clients = number(given, "clients", 16);
    int tasks = number(given, "tasks", 5_000);
    Duration outage = Duration.ofSeconds(number(given, "outage", 20));
    // The load lasts a little longer than the fault.
    Duration pace = outage.plusSeconds(10).multipliedBy(clients).dividedBy(Math.max(1, tasks));
    LoadSize size = new LoadSize(tasks, number(given, "runs", 500), clients, 0, pace);
    long seed = Long.parseLong(given.getOrDefault("seed", Long.toString(System.nanoTime())));
    Path directory = Files.createTempDirectory("batuta-chaos-");
    PrintStream out = System.out;
    out.printf("seed %d, data and logs in %s%n", seed, directory);
    ChaosBenchmark chaos;
    try (Installation batuta = Installation.in(directory).start()) {
      chaos = new ChaosBenchmark(batuta, out, size, outage);
      chaos.show(Fault.NONE, seed);
      Map<Part, Footprint> before = chaos.footprints();
      for (Fault fault : faults(given)) {
        chaos.show(fault, seed);
      }
      chaos.atRandom(Duration.ofMinutes(number(given, "minutes", 10)), seed);
      chaos
          .footprints()
          .forEach((part, now) ->
              out.printf("%-18s %s, at first %s%n", part.word(), now, before.get(part)));
    }
    out.println(chaos.violations == 0 ? "all is well" : chaos.violations + " violations");
    System.exit(chaos.violations == 0 ? 0 : 1);
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    return Integer.parseInt(given.getOrDefault(name, Integer.toString(otherwise)));
  }

  private static List<Fault> faults(Map<String, String> given) {
    String names = given.getOrDefault("faults", "");
    return names.isEmpty()
        ? List.of(Fault.values())
        : Arrays.stream(names.split(",", -1)).map(Fault::named).toList();
  }

  private void show(Fault fault, long seed) {
    Findings findings = new Proof(batuta).of(fault, size, outage, seed);
    violations += findings.violations().size();
    out.printf("%-22s %s%n", fault.word(), findings.line());
  }

  /** Load after load, and meanwhile fault after fault, in an order that the seed decides. */
  private void atRandom(Duration time, long seed) {
    List<Fault> all = List.of(Fault.values());
    SplittableRandom random = new SplittableRandom(seed);
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
      Findings findings =
          new Proof(batuta)
              .of(
                  "chaos",
                  size,
                  random.nextLong(),
                  load -> {
                    Instant first = Proof.now();
                    do {
                      Fault fault = all.get(random.nextInt(all.size()));
                      struck.merge(fault, 1, Integer::sum);
                      var _ =
                          fault.strike(
                              batuta, load, Duration.ofMillis(random.nextLong(outage.toMillis())));
                    } while (!load.isAccepted());
                    return first;
                  },
                  _ -> {});
      violations += findings.violations().size();
      out.printf(
          "%-22s %s; faults: %s%n",
          "random",
          findings.line(),
          struck.entrySet().stream()
              .map(each -> each.getKey().word() + " " + each.getValue())
              .sorted()
              .collect(Collectors.joining(", ")));
    }
  }

  private Map<Part, Footprint> footprints() {
    return MEASURED.stream()
        .collect(Collectors.toMap(part -> part, part -> Footprint.of(batuta.process(part))));
  }
}
