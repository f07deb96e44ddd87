package dev.batuta.system.proof;

import dev.batuta.system.installation.Door;
import dev.batuta.system.installation.Installation;
import dev.batuta.system.installation.Tenant;
import dev.batuta.system.process.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Waits until all of a load has ended, and looks at everything: what was accepted is there and has
 * ended; what completed had its effect once; nothing had it twice.
 */
final class Inspection {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final List<String> OPEN =
      List.of("pending", "queued", "processing", "waiting_retry", "paused");
  private static final Set<String> FINAL = Set.of("completed", "failed", "cancelled");
  private static final int MOST_NAMED = 10;
  private static final String UNKNOWN = "effect_unknown";

  private final Door door;
  private final Ledger ledger;
  private final Tenant tenant;
  private final List<String> violations = new ArrayList<>();
  private int suppressed;

  Inspection(Installation batuta, Tenant tenant) {
    this.door = batuta.door();
    this.ledger = new Ledger(batuta);
    this.tenant = tenant;
  }

  /** Looks. */
  Findings after(Load load, Instant fault) {
    if (!Pause.until(LONGEST, this::allEnded)) {
      violation("after " + LONGEST + " there are open tasks");
    }
    Map<String, JsonNode> tasks = tasks();
    checkAccepted(load, tasks);
    // Runs end after the tasks of their last steps, and their steps are tasks.
    checkRuns(load);
    tasks = tasks();
    Map<String, Long> effects =
        ledger.of(tenant.id()).stream()
            .collect(Collectors.groupingBy(Ledger.Entry::task, Collectors.counting()));
    int unknown = 0;
    for (JsonNode task : tasks.values()) {
      unknown += checkEffects(task, effects) ? 1 : 0;
    }
    for (String task : effects.keySet()) {
      if (!tasks.containsKey(task)) {
        violation("an effect of task " + task + ", which does not exist");
      }
    }
    if (suppressed > 0) {
      violations.add(suppressed + " more");
    }
    return new Findings(
        tasks.size(),
        count(tasks, "completed"),
        count(tasks, "dead_lettered"),
        load.runs().size(),
        effects.values().stream().mapToInt(Long::intValue).sum(),
        unknown,
        resumed(load, tasks, fault),
        violations);
  }

  private boolean allEnded() {
    return OPEN.stream()
        .allMatch(status ->
            door.read("/api/v1/tasks?limit=1&status=" + status, tenant.key())
                .path("items")
                .isEmpty());
  }

  private Map<String, JsonNode> tasks() {
    Map<String, JsonNode> all = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page = door.read("/api/v1/tasks?limit=200" + cursor, tenant.key());
      page.path("items").forEach(task -> all.put(task.path("task_id").stringValue(), task));
      String next = page.path("next_cursor").stringValue("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return all;
  }

  private void checkAccepted(Load load, Map<String, JsonNode> tasks) {
    for (String id : load.tasks().keySet()) {
      JsonNode task = tasks.get(id);
      if (task == null) {
        violation("accepted task " + id + " is lost");
      }
    }
  }

  private void checkRuns(Load load) {
    if (load.runs().isEmpty()) {
      return;
    }
    List<String> open = new ArrayList<>(load.runs());
    Map<String, JsonNode> ended = new HashMap<>();
    var _ =
        Pause.until(
            LONGEST,
            () -> {
              for (String id : List.copyOf(open)) {
                JsonNode run = door.read("/api/v1/workflow-runs/" + id, tenant.key());
                if (FINAL.contains(status(run))) {
                  ended.put(id, run);
                  open.remove(id);
                }
              }
              return open.isEmpty();
            });
    open.forEach(id -> violation("run " + id + " has not ended"));
    ended.forEach((id, run) -> {
      if (!status(run).equals("completed")) {
        violation("run " + id + " is " + status(run) + " " + run.path("error"));
      }
    });
    Map<String, Long> labels =
        ledger.of(tenant.id()).stream()
            .filter(entry -> !entry.label().isEmpty())
            .collect(Collectors.groupingBy(Ledger.Entry::label, Collectors.counting()));
    for (String id : load.runs()) {
      for (String step : List.of("first", "second", "third")) {
        long count = labels.getOrDefault(id + ":" + step, 0L);
        if (count != 1) {
          violation("step " + step + " of run " + id + " counted " + count + " times");
        }
      }
    }
  }

  /** Whether the effect of a task is of the kind that nobody knows of. */
  private boolean checkEffects(JsonNode task, Map<String, Long> effects) {
    String id = task.path("task_id").stringValue();
    String status = status(task);
    String type = task.path("required_capabilities").path(0).stringValue("");
    String error = task.path("error").path("code").stringValue("");
    long count = effects.getOrDefault(id, 0L);
    boolean fails = type.equals("always_fail");
    boolean unknown =
        type.equals("count_effect") && status.equals("dead_lettered") && error.equals(UNKNOWN);
    String is = type + " task " + id + " is " + status + " " + error;
    if (count > 1) {
      violation(is + " and had its effect " + count + " times");
    } else if (status.equals("completed") && (count != 1 || fails)) {
      violation(is + " and had its effect " + count + " times");
    } else if (!status.equals("completed")
        && !unknown
        && !(fails && status.equals("dead_lettered") && count == 0)) {
      violation(is);
    }
    return unknown;
  }

  private static List<Duration> resumed(Load load, Map<String, JsonNode> tasks, Instant fault) {
    return load.tasks().entrySet().stream()
        .filter(accepted -> accepted.getValue().isBefore(fault))
        .flatMap(accepted -> java.util.stream.Stream.ofNullable(tasks.get(accepted.getKey())))
        .map(task -> task.path("finished_at").stringValue(""))
        .filter(at -> !at.isEmpty())
        .map(at -> Duration.between(fault, Instant.parse(at)))
        .filter(Duration::isPositive)
        .sorted()
        .toList();
  }

  private static int count(Map<String, JsonNode> tasks, String status) {
    return (int) tasks.values().stream().filter(task -> status(task).equals(status)).count();
  }

  private static String status(JsonNode node) {
    return node.path("status").stringValue("");
  }

  private void violation(String sentence) {
    if (violations.size() < MOST_NAMED) {
      violations.add(sentence);
    } else {
      suppressed++;
    }
  }
}
