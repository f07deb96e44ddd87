package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.TaskEvent;
import dev.batuta.orchestrator.task.TaskUpdate;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events of tasks. Each stream reads the stored log, so it can begin anywhere and
 * misses nothing; a comment now and then keeps the connection open. A stream waits to be woken and
 * holds nothing back: a slow reader costs a place, no memory.
 */
@Component
class TaskStreams implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TaskStreams.class);

  private final Tasks tasks;
  private final LiveUpdates live;
  private final WatchProperties properties;
  private final TenantPlaces places;
  private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running;

  TaskStreams(Tasks tasks, LiveUpdates live, WatchProperties properties, MeterRegistry meters) {
    this.tasks = tasks;
    this.live = live;
    this.properties = properties;
    this.places = new TenantPlaces(properties.streamsPerTenant());
    Gauge.builder("batuta.watchers", places, TenantPlaces::all)
        .tag("kind", "sse")
        .description("open watchers of tasks")
        .register(meters);
  }

  /** Opens a stream of the events after number {@code after}. */
  SseEmitter open(Task task, int after) {
    if (!places.take(task.tenantId())) {
      throw new ProblemException(
              ProblemCode.TOO_MANY_REQUESTS,
              "The tenant has " + properties.streamsPerTenant() + " event streams open already.")
          .header("Retry-After", "10");
    }
    SseEmitter emitter = new SseEmitter(properties.longest().plusSeconds(60).toMillis());
    AtomicBoolean gone = new AtomicBoolean();
    emitter.onCompletion(() -> gone.set(true));
    emitter.onTimeout(() -> gone.set(true));
    emitter.onError(_ -> gone.set(true));
    try {
      streams.execute(() -> {
        try {
          new Stream(task, emitter, gone, after).follow();
        } finally {
          places.free(task.tenantId());
        }
      });
    } catch (RuntimeException stopping) {
      places.free(task.tenantId());
      throw stopping;
    }
    return emitter;
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before the web server waits for its requests to end: these would not. */
  @Override
  public void stop() {
    running = false;
    streams.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** One watcher. */
  private final class Stream {
    private final Task task;
    private final SseEmitter emitter;
    private final AtomicBoolean gone;
    private final long opened = System.nanoTime();
    private int sent;

    Stream(Task task, SseEmitter emitter, AtomicBoolean gone, int after) {
      this.task = task;
      this.emitter = emitter;
      this.gone = gone;
      this.sent = after;
    }

    void follow() {
      try (LiveUpdates.Waiter waiter = live.waiter(Tasks.liveKey(task.id()))) {
        boolean look = true;
        while (!gone.get()) {
          if (look && sendNews()) {
            emitter.complete();
            return;
          }
          if (!running) {
            // What woke this thread to stop must not break off its last words.
            var _ = Thread.interrupted();
            end("shutdown");
            return;
          }
          if (since(opened).compareTo(properties.longest()) > 0) {
            end("longest_time_reached");
            return;
          }
          look = waiter.await(properties.heartbeat());
          if (!look && running) {
            emitter.send(SseEmitter.event().comment("still here"));
          }
        }
      } catch (IOException | IllegalStateException left) {
        log.atDebug().addKeyValue("task", task.id()).log("watcher left");
      }
    }

    /** Sends what is new; whether that was the end. */
    private boolean sendNews() throws IOException {
      Task now = tasks.find(task.tenantId(), task.id()).orElse(null);
      if (now == null) {
        end("task_forgotten");
        return true;
      }
      for (TaskEvent event : now.events()) {
        if (event.seq() > sent) {
          long begun = System.nanoTime();
          emitter.send(
              SseEmitter.event()
                  .id(Integer.toString(event.seq()))
                  .name(event.event())
                  .data(TaskUpdate.of(now, event), MediaType.APPLICATION_JSON));
          sent = event.seq();
          if (!event.terminal() && since(begun).compareTo(properties.slowAfter()) > 0) {
            end("slow_reader");
            return true;
          }
        }
      }
      return now.state().status().terminal();
    }

    /** Says why it ends before the task does; the watcher can come again after its last event. */
    private void end(String reason) throws IOException {
      emitter.send(
          SseEmitter.event()
              .name("stream_closed")
              .data(Map.of("reason", reason, "last_seq", sent), MediaType.APPLICATION_JSON));
      emitter.complete();
    }

    private static Duration since(long nanos) {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }
}
