package dev.batuta.orchestrator.task;

import dev.batuta.orchestrator.live.LiveUpdates;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events of tasks. Each stream reads the stored log, so it can begin anywhere and
 * misses nothing; a comment every few seconds keeps the connection open.
 */
@Component
class TaskStreams implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(TaskStreams.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int LOOKS_PER_HEARTBEAT = 20;

  private final TaskStore store;
  private final LiveUpdates live;
  private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean stopping = new AtomicBoolean();

  TaskStreams(TaskStore store, LiveUpdates live) {
    this.store = store;
    this.live = live;
  }

  /** Opens a stream of the events after number {@code after}. */
  SseEmitter open(Task task, int after) {
    SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    AtomicBoolean gone = new AtomicBoolean();
    emitter.onCompletion(() -> gone.set(true));
    emitter.onTimeout(() -> gone.set(true));
    emitter.onError(_ -> gone.set(true));
    streams.execute(() -> follow(task, after, emitter, gone));
    return emitter;
  }

  private void follow(Task task, int after, SseEmitter emitter, AtomicBoolean gone) {
    int sent = after;
    int looks = 0;
    try (LiveUpdates.Waiter waiter = live.waiter(Tasks.liveKey(task.id()))) {
      while (!gone.get() && !stopping.get()) {
        Task now = store.find(task.tenantId(), task.id()).orElse(null);
        if (now == null) {
          break;
        }
        for (TaskEvent event : now.events()) {
          if (event.seq() > sent) {
            emitter.send(
                SseEmitter.event()
                    .id(Integer.toString(event.seq()))
                    .name(event.event())
                    .data(data(now, event), MediaType.APPLICATION_JSON));
            sent = event.seq();
          }
        }
        if (now.state().status().terminal()) {
          break;
        }
        if (++looks % LOOKS_PER_HEARTBEAT == 0) {
          emitter.send(SseEmitter.event().comment("still here"));
        }
        waiter.await(LiveUpdates.LOOK_AGAIN);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException left) {
      log.atDebug().addKeyValue("task", task.id()).log("watcher left");
    }
  }

  private static Map<String, Object> data(Task task, TaskEvent event) {
    Map<String, Object> data = new HashMap<>();
    data.put("event", event.event());
    data.put("service", task.route().service() + "-service");
    data.put("task_id", task.id());
    data.put("global_task_id", task.spec().globalTaskId());
    data.put("tenant_id", task.tenantId());
    data.put("timestamp", event.timestamp());
    data.put("seq", event.seq());
    Map<String, Object> details = new HashMap<>(event.data());
    if ("task_completed".equals(event.event()) && task.state().result() != null) {
      details.put("result", task.state().result());
    }
    data.put("data", details);
    return data;
  }

  @Override
  public void destroy() {
    stopping.set(true);
    streams.shutdownNow();
  }
}
