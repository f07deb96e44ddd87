package dev.batuta.system.proof;

import dev.batuta.contracts.ContractJson;
import dev.batuta.system.installation.Door;
import dev.batuta.system.installation.Tenant;
import dev.batuta.system.process.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers at work on a tenant: a mix of quick, slow and once-failing tasks, and workflow runs. Each
 * caller tries again until it is accepted. Thread-safe.
 */
public final class Load implements AutoCloseable {
  /** The workflow that the runs are of. */
  static final String WORKFLOW = "count_three_times";

  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final int SHARE_SLOW = 20;
  private static final int SHARE_FAILING_ONCE = 10;

  private final Door door;
  private final Tenant tenant;
  private final LoadSize size;
  private final SplittableRandom random;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> running = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Instant> tasks = new ConcurrentHashMap<>();
  private final Set<String> runs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();

  /** A load that is not under way yet; the same seed makes the same mix. */
  public Load(Door door, Tenant tenant, LoadSize size, long seed) {
    this.door = door;
    this.tenant = tenant;
    this.size = size;
    this.random = new SplittableRandom(seed);
  }

  /** Begins; returns at once. */
  public Load start() {
    if (size.runs() > 0) {
      var _ = door.insist("POST", "/api/v1/workflows", tenant.key(), definition());
    }
    for (int i = 0; i < size.clients(); i++) {
      SplittableRandom own = random.split();
      running.add(clients.submit(() -> work(own)));
    }
    return this;
  }

  /** Waits until this share of all has been accepted; 0 to 1. */
  public void awaitShare(double share) {
    int wanted = (int) (share * (size.tasks() + size.runs()));
    if (!Pause.until(
        LONGEST,
        () -> tasks.size() + runs.size() >= wanted || running.stream().allMatch(Future::isDone))) {
      throw new IllegalStateException("the load does not get on: " + this);
    }
  }

  /** Whether all has been accepted. */
  public boolean isAccepted() {
    return running.stream().allMatch(Future::isDone);
  }

  /** Waits until all has been accepted. */
  public void awaitAccepted() {
    try {
      for (Future<?> client : running) {
        var _ = client.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("not all was accepted: " + this, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Whose. */
  public Tenant tenant() {
    return tenant;
  }

  /** Ids of the accepted tasks, with the moment of their acceptance. */
  public Map<String, Instant> tasks() {
    return Map.copyOf(tasks);
  }

  /** Ids of the accepted runs. */
  public Set<String> runs() {
    return Set.copyOf(runs);
  }

  private void work(SplittableRandom own) {
    int all = size.tasks() + size.runs();
    for (int i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
      // Runs are spread evenly over the tasks.
      boolean run = (long) (i + 1) * size.runs() / all > (long) i * size.runs() / all;
      if (run) {
        startRun();
      } else {
        submit(own);
      }
      if (size.pace().isPositive()) {
        Pause.of(size.pace());
      }
    }
  }

  private void submit(SplittableRandom own) {
    String capability = capability(own.nextInt(100), own.nextInt(100));
    String body =
        """
        {"type":"%s","required_capabilities":["%s"],"payload":{"millis":%d,"label":""}}\
        """
            .formatted(capability, capability, own.nextInt(200, 800));
    Door.Answer accepted = insist("POST", "/api/v1/tasks", body);
    tasks.put(accepted.json().path("task_id").stringValue(), InstantSource.system().instant());
  }

  private String capability(int draw, int other) {
    if (other < size.alwaysFailing()) {
      return "always_fail";
    }
    if (draw < SHARE_SLOW) {
      return "count_slow";
    }
    return draw < SHARE_SLOW + SHARE_FAILING_ONCE ? "fail_once" : "count_effect";
  }

  /** The caller's own id makes a repeated start harmless. */
  private void startRun() {
    String id = UUID.randomUUID().toString();
    String body = "{\"run_id\":\"%s\",\"input\":{\"label\":\"%s\"}}".formatted(id, id);
    var _ = insist("POST", "/api/v1/workflows/" + WORKFLOW + "/runs", body);
    runs.add(id);
  }

  private Door.Answer insist(String method, String path, String body) {
    Door.Answer answer = door.send(method, path, tenant.key(), body);
    if (answer.accepted()) {
      return answer;
    }
    refused.incrementAndGet();
    return door.insist(method, path, tenant.key(), body);
  }

  /** Three steps, each of which counts with a label of its own. */
  static String definition() {
    return ContractJson.mapper()
        .readTree(
            """
            {"name":"count_three_times","timeout":"PT30M","steps":[
              {"id":"first","kind":"task","capability":"count_by_key","timeout":"PT30S",
               "attempts":5,"input":{"label":"input.label + ':first'"},"next":"second"},
              {"id":"second","kind":"task","capability":"count_slow","timeout":"PT30S",
               "attempts":5,"input":{"label":"input.label + ':second'"},"next":"third"},
              {"id":"third","kind":"task","capability":"fail_once","timeout":"PT30S",
               "attempts":5,"input":{"label":"input.label + ':third'"},"next":null}],
             "output":"steps.third.output"}
            """)
        .toString();
  }

  @Override
  public String toString() {
    return "%d of %d tasks and %d of %d runs accepted, %d not at once"
        .formatted(tasks.size(), size.tasks(), runs.size(), size.runs(), refused.get());
  }

  @Override
  public void close() {
    clients.shutdownNow();
    clients.close();
  }
}
