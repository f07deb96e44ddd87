package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.TaskEvent;
import dev.batuta.orchestrator.task.Tasks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events of runs: their history, and in between what the tasks of open steps report.
 * Each stream reads the stored history, so it can begin anywhere and misses nothing; what tasks
 * report has no number and is not repeated. The last event says how the run ended.
 */
@Component
public class RunStreams implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(RunStreams.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
  private static final Duration TASK_LOOK = Duration.ofSeconds(1);
  private static final Duration QUIET_LOOK = Duration.ofSeconds(15);
  private static final int MOST_STREAMS = 2_000;
  private static final int MOST_OF_TENANT = 1_000;

  private final RunStore store;
  private final Tasks tasks;
  private final LiveUpdates live;
  private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_STREAMS);
  private final Map<TenantId, Integer> taken = new ConcurrentHashMap<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  RunStreams(RunStore store, Tasks tasks, LiveUpdates live) {
    this.store = store;
    this.tasks = tasks;
    this.live = live;
  }

  /** Opens a stream of the events after number {@code after}; null when all places are taken. */
  public @Nullable SseEmitter open(WorkflowRun run, int after) {
    if (!enter(run.tenantId())) {
      return null;
    }
    SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    AtomicBoolean gone = new AtomicBoolean();
    emitter.onCompletion(() -> gone.set(true));
    emitter.onTimeout(() -> gone.set(true));
    emitter.onError(_ -> gone.set(true));
    streams.execute(() -> follow(run, after, emitter, gone));
    return emitter;
  }

  private void follow(WorkflowRun run, int after, SseEmitter emitter, AtomicBoolean gone) {
    Map<String, Integer> reported = new HashMap<>();
    int sent = after;
    Duration look = FIRST_LOOK;
    try (LiveUpdates.Waiter waiter = live.waiter(Workflows.logKey(run.id()))) {
      while (!gone.get() && !stopping.get()) {
        WorkflowRun now = store.find(run.tenantId(), run.id()).orElse(null);
        if (now == null) {
          break;
        }
        int before = sent;
        sent = sendHistory(now, sent, emitter);
        if (now.ended()) {
          break;
        }
        boolean news = sendReports(now, reported, emitter) || sent > before;
        Duration longest = longest(now);
        look = news ? FIRST_LOOK : shorter(look.multipliedBy(2), longest);
        if (!news && look.equals(longest)) {
          emitter.send(SseEmitter.event().comment("still here"));
        }
        waiter.await(look);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException left) {
      log.atDebug().addKeyValue("run", run.id()).log("watcher left");
    } finally {
      leave(run.tenantId());
    }
  }

  private boolean enter(TenantId tenant) {
    if (!places.tryAcquire()) {
      return false;
    }
    if (taken.merge(tenant, 1, Integer::sum) > MOST_OF_TENANT) {
      leave(tenant);
      return false;
    }
    return true;
  }

  private void leave(TenantId tenant) {
    var _ = taken.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
    places.release();
  }

  /** Rarely where nothing happens; without wake-ups from other processes not too rarely. */
  private Duration longest(WorkflowRun run) {
    boolean works =
        run.steps().values().stream().anyMatch(step -> step.open() && step.kind().equals("task"));
    if (works) {
      // What a task reports wakes nobody here.
      return TASK_LOOK;
    }
    return live.reliable() ? QUIET_LOOK : LONGEST_LOOK;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private int sendHistory(WorkflowRun run, int after, SseEmitter emitter) throws IOException {
    boolean carried = !run.events().isEmpty() && run.events().getFirst().seq() <= after + 1;
    List<RunEvent> events = carried ? run.events() : store.history(run);
    int sent = after;
    for (RunEvent event : events) {
      if (event.seq() > sent) {
        boolean last = run.ended() && event.seq() == events.getLast().seq();
        emitter.send(
            SseEmitter.event()
                .id(Integer.toString(event.seq()))
                .name(event.event())
                .data(data(run, event, last), MediaType.APPLICATION_JSON));
        sent = event.seq();
      }
    }
    return sent;
  }

  private boolean sendReports(WorkflowRun run, Map<String, Integer> reported, SseEmitter emitter)
      throws IOException {
    boolean any = false;
    for (StepRun step : run.steps().values()) {
      String work = step.workId();
      if (!step.open() || work == null || !step.kind().equals("task")) {
        continue;
      }
      Task task = tasks.find(run.tenantId(), TaskId.parse(work)).orElse(null);
      for (TaskEvent event : task == null ? List.<TaskEvent>of() : task.events()) {
        if (event.data().containsKey("details") && event.seq() > reported.getOrDefault(work, 0)) {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("event", event.event());
          data.put("run_id", run.id());
          data.put("task_id", work);
          data.put("tenant_id", run.tenantId());
          data.put("timestamp", event.timestamp());
          data.put("data", event.data());
          emitter.send(
              SseEmitter.event().name("task_progress").data(data, MediaType.APPLICATION_JSON));
          reported.put(work, event.seq());
          any = true;
        }
      }
    }
    return any;
  }

  private static Map<String, Object> data(WorkflowRun run, RunEvent event, boolean last) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (event.step() != null) {
      details.put("step", event.step());
    }
    if (event.detail() != null) {
      details.put("detail", event.detail());
    }
    if (last) {
      details.put("status", run.status());
      details.put("output", run.output());
      details.put("failure", run.failure());
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("event", event.event());
    data.put("service", "orchestrator-service");
    data.put("run_id", run.id());
    data.put("workflow", run.workflow());
    data.put("tenant_id", run.tenantId());
    data.put("timestamp", event.timestamp());
    data.put("seq", event.seq());
    data.put("data", details);
    return data;
  }

  @Override
  public void destroy() {
    stopping.set(true);
    streams.shutdownNow();
  }
}
