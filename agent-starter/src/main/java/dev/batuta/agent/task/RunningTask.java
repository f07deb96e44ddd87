package dev.batuta.agent.task;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.batuta.contracts.message.TaskMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A task that a handler is at work on, and the handler's link to those who wait. Thread-safe. */
final class RunningTask implements TaskLink {
  private final TaskMessage message;
  private final @Nullable String traceparent;
  private final InstantSource clock;
  private final BiConsumer<RunningTask, Progress> reporter;
  private final Instant startedAt;
  private final AtomicBoolean announced = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final List<Runnable> actions = new ArrayList<>();

  @GuardedBy("lock")
  private boolean returned;

  private volatile boolean cancelled;
  private volatile boolean told;

  RunningTask(
      TaskMessage message,
      @Nullable String traceparent,
      InstantSource clock,
      BiConsumer<RunningTask, Progress> reporter) {
    this.message = message;
    this.traceparent = traceparent;
    this.clock = clock;
    this.reporter = reporter;
    this.startedAt = clock.instant();
  }

  TaskMessage message() {
    return message;
  }

  @Nullable String traceparent() {
    return traceparent;
  }

  /** When its handler was called. */
  Instant startedAt() {
    return startedAt;
  }

  /** Whether watchers had not heard of it; from now on they have. */
  boolean announce() {
    return announced.compareAndSet(false, true);
  }

  @Override
  public void report(Progress progress) {
    announced.set(true);
    reporter.accept(this, progress);
  }

  @Override
  public boolean cancelled() {
    return cancelled || expired();
  }

  /** Whether it was cancelled, whatever its deadline. */
  boolean wasCancelled() {
    return cancelled;
  }

  boolean expired() {
    return clock.instant().isAfter(message.deadline());
  }

  @Override
  public void onCancel(Runnable action) {
    lock.lock();
    try {
      if (!told) {
        actions.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    Thread.startVirtualThread(action);
  }

  /** It was cancelled. */
  void cancel() {
    cancelled = true;
    tell();
  }

  /** Runs what the handler left to be run; once. */
  void tell() {
    lock.lock();
    try {
      told = true;
      if (!returned) {
        actions.forEach(Thread::startVirtualThread);
      }
      actions.clear();
    } finally {
      lock.unlock();
    }
  }

  /** The handler has returned: nothing is left to be broken off. */
  void handlerReturned() {
    lock.lock();
    try {
      returned = true;
      actions.clear();
    } finally {
      lock.unlock();
    }
  }
}
