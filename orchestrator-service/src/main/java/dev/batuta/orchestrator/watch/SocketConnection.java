package dev.batuta.orchestrator.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.TaskEvent;
import dev.batuta.orchestrator.task.TaskUpdate;
import dev.batuta.orchestrator.task.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One WebSocket: a thread of its own sends what is to be sent, reads the store for what changed,
 * pings, and ends it. What waits is bounded: replies by their number, updates by the number of
 * tasks that changed. Thread-safe.
 */
final class SocketConnection implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);
  private static final int REPLIES = 50;
  private static final int SILENT_BEATS = 3;

  private final WebSocketSession session;
  private final Tasks tasks;
  private final WatchProperties properties;
  private final InstantSource clock;
  private final SocketAuthentication authentication;
  private final Instant opened;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();

  @GuardedBy("lock")
  private final Subscriptions subscriptions;

  @GuardedBy("lock")
  private final Deque<String> replies = new ArrayDeque<>();

  @GuardedBy("lock")
  private @Nullable SocketClose closing;

  @GuardedBy("lock")
  private @Nullable Watcher watcher;

  @GuardedBy("lock")
  private LiveUpdates.@Nullable Listening listening;

  @GuardedBy("lock")
  private boolean gone;

  private volatile Instant heard;
  private Instant nextPing;

  SocketConnection(
      WebSocketSession session,
      Tasks tasks,
      WatchProperties properties,
      SocketAuthentication authentication,
      InstantSource clock) {
    this.session = session;
    this.tasks = tasks;
    this.properties = properties;
    this.authentication = authentication;
    this.clock = clock;
    this.opened = clock.instant();
    this.heard = opened;
    this.nextPing = opened.plus(properties.heartbeat());
    this.subscriptions = new Subscriptions(properties.subscriptions(), properties.waitingUpdates());
  }

  /** Who it is; null before that is known. */
  @Nullable Watcher watcher() {
    lock.lock();
    try {
      return watcher;
    } finally {
      lock.unlock();
    }
  }

  /** It is known who it is: changes of their tenant are heard from now on. */
  void authenticated(Watcher now, LiveUpdates live) {
    lock.lock();
    try {
      watcher = now;
      if (listening == null && !gone) {
        listening = live.listen(Tasks.liveGroup(now.tenant()), this::changed);
      }
    } finally {
      lock.unlock();
    }
    reply(Map.of("status", "authenticated", "tenant_id", now.tenant()));
  }

  /** Hear of one task; whether there is room. */
  boolean follow(TaskId task, int after) {
    lock.lock();
    try {
      something.signal();
      return subscriptions.follow(task, after);
    } finally {
      lock.unlock();
    }
  }

  /** Hear of all tasks of the tenant, or no more. */
  void followTenant(boolean follow) {
    lock.lock();
    try {
      if (follow) {
        subscriptions.followTenant(clock.instant());
      } else {
        subscriptions.unfollowTenant();
      }
    } finally {
      lock.unlock();
    }
  }

  void unfollow(TaskId task) {
    lock.lock();
    try {
      subscriptions.unfollow(task);
    } finally {
      lock.unlock();
    }
  }

  /** Sends an answer to what the watcher sent. */
  void reply(Map<String, Object> answer) {
    lock.lock();
    try {
      if (replies.size() >= REPLIES) {
        closeWith(SocketClose.SLOW_READER);
      } else {
        replies.add(ContractJson.mapper().writeValueAsString(answer));
        something.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The watcher gave a sign of life. */
  void heard() {
    heard = clock.instant();
  }

  /** Ends it, after what is being sent. */
  void close(SocketClose why) {
    lock.lock();
    try {
      closeWith(why);
    } finally {
      lock.unlock();
    }
  }

  /** The other side is gone. */
  void gone() {
    lock.lock();
    try {
      gone = true;
      if (listening != null) {
        listening.close();
        listening = null;
      }
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  private void changed(String key) {
    TaskId task = TaskId.parse(key.substring(key.indexOf(':') + 1));
    lock.lock();
    try {
      if (subscriptions.changed(task)) {
        something.signal();
      } else {
        closeWith(SocketClose.SLOW_READER);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void closeWith(SocketClose why) {
    if (closing == null) {
      closing = why;
      something.signal();
    }
  }

  /** Sends until it is closed. */
  @Override
  public void run() {
    try {
      while (sendNext()) {
        log.atTrace().log("sent");
      }
    } catch (IOException | IllegalStateException left) {
      // Also a reader that took nothing for too long: the connection can carry no reason any more.
      log.atDebug().setCause(left).log("watcher left");
    } catch (RuntimeException failure) {
      log.atWarn().setCause(failure).log("watcher could not be served; it may come again");
      close(SocketClose.GOING_AWAY);
    } finally {
      end();
    }
  }

  /** What there is to do next. */
  private record Work(@Nullable String reply, @Nullable TaskId task) {}

  private boolean sendNext() throws IOException {
    Work work = await();
    if (work == null) {
      return false;
    }
    if (work.reply() != null) {
      session.sendMessage(new TextMessage(work.reply()));
    }
    if (work.task() != null) {
      sendNews(work.task());
    }
    return keepAlive();
  }

  /** Waits for something to do, at most until the next ping; null to end. */
  private @Nullable Work await() {
    lock.lock();
    try {
      long nanos = properties.heartbeat().toNanos();
      if (watcher == null) {
        nanos = Math.min(nanos, properties.authenticationTimeout().toNanos());
      }
      while (replies.isEmpty() && subscriptions.isEmpty() && closing == null && !gone) {
        if (nanos <= 0 || !clock.instant().isBefore(nextPing)) {
          return new Work(null, null);
        }
        nanos = something.awaitNanos(Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
        if (watcher == null) {
          return new Work(null, null);
        }
      }
      // What was answered before it closes is still told; updates can be had again.
      return gone || (closing != null && replies.isEmpty())
          ? null
          : new Work(replies.poll(), closing == null ? subscriptions.next() : null);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void sendNews(TaskId id) throws IOException {
    Watcher who = watcher();
    Task task = who == null ? null : tasks.find(who.tenant(), id).orElse(null);
    if (task == null) {
      return;
    }
    List<TaskEvent> news;
    lock.lock();
    try {
      news = subscriptions.news(task);
    } finally {
      lock.unlock();
    }
    for (TaskEvent event : news) {
      session.sendMessage(
          new TextMessage(ContractJson.mapper().writeValueAsString(TaskUpdate.of(task, event))));
    }
  }

  /** Pings, and ends what is over; whether it goes on. */
  private boolean keepAlive() throws IOException {
    Instant now = clock.instant();
    Watcher who = watcher();
    if (who == null) {
      if (!now.isBefore(opened.plus(properties.authenticationTimeout()))) {
        close(SocketClose.UNAUTHENTICATED);
      }
    } else if (!now.isBefore(who.until())) {
      renew(who, now);
    }
    if (!now.isBefore(opened.plus(properties.longest()))) {
      close(SocketClose.GOING_AWAY);
    }
    if (!now.isBefore(nextPing)) {
      Duration silent = Duration.between(heard, now);
      if (silent.compareTo(properties.heartbeat().multipliedBy(SILENT_BEATS)) > 0) {
        close(SocketClose.NO_SIGN_OF_LIFE);
      } else {
        session.sendMessage(new PingMessage(ByteBuffer.allocate(0)));
      }
      nextPing = now.plus(properties.heartbeat());
    }
    return true;
  }

  /** A key that is still good goes on; a token that ran out does not. */
  private void renew(Watcher who, Instant now) {
    String key = who.key();
    if (key != null
        && authentication.check(key) instanceof SocketAuthentication.Verdict.Good(Watcher again)
        && again.tenant().equals(who.tenant())
        && again.until().isAfter(now)) {
      lock.lock();
      try {
        watcher = again;
      } finally {
        lock.unlock();
      }
    } else {
      close(SocketClose.UNAUTHENTICATED);
    }
  }

  private void end() {
    SocketClose why;
    lock.lock();
    try {
      why = closing;
    } finally {
      lock.unlock();
    }
    gone();
    try {
      session.close((why == null ? SocketClose.SLOW_READER : why).status());
    } catch (IOException | IllegalStateException left) {
      log.atDebug().setCause(left).log("watcher left before it was told why");
    }
  }
}
