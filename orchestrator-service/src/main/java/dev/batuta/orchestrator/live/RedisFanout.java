package dev.batuta.orchestrator.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/**
 * Carries wake-ups between orchestrators over Redis publish/subscribe. Without Redis, and while
 * this process is the only one, it does nothing: waiters then look by themselves. When more wait to
 * be sent than Redis takes, the rest is dropped for the same reason.
 */
final class RedisFanout implements LiveUpdates.Fanout, MessageListener, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(RedisFanout.class);
  private static final String CHANNEL = "batuta:live";
  private static final String BETWEEN = " ";
  private static final RedisScript<Long> COUNT_LISTENERS =
      RedisScript.of("return redis.call('PUBSUB', 'NUMSUB', KEYS[1])[2]", Long.class);
  private static final int PARTS = 3;
  private static final int WAITING = 10_000;

  private final StringRedisTemplate redis;
  private final RedisMessageListenerContainer container;
  private final PeriodicCheck look;
  private final ExecutorService sending =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("live-fanout").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final LiveUpdates updates = new LiveUpdates(this);

  /** Redis gives a message also to who sent it. */
  private final String me = UUID.randomUUID().toString();

  private volatile boolean othersListen;
  private volatile boolean answers;
  private volatile boolean subscribed;

  RedisFanout(StringRedisTemplate redis, RedisMessageListenerContainer container, Duration pause) {
    this.redis = redis;
    this.container = container;
    this.look = new PeriodicCheck("live-redis", "orchestrator", pause, this::look);
  }

  LiveUpdates updates() {
    return updates;
  }

  @Override
  public void send(String key, @Nullable String group) {
    if (othersListen && look.isRunning()) {
      sending.execute(() -> publish(String.join(BETWEEN, me, key, group == null ? "" : group)));
    }
  }

  @Override
  public boolean reachesOthers() {
    return othersListen && look.isRunning();
  }

  @Override
  public boolean reliable() {
    return answers && subscribed;
  }

  /** Whether another process listens, as far as was seen at the last look. */
  boolean othersListen() {
    return othersListen;
  }

  @Override
  public void onMessage(Message message, byte @Nullable [] pattern) {
    String[] parts = new String(message.getBody(), UTF_8).split(BETWEEN, PARTS);
    if (parts.length == PARTS && !parts[0].equals(me)) {
      updates.tell(parts[1], parts[2].isEmpty() ? null : parts[2]);
    }
  }

  @Override
  public void start() {
    look.start();
  }

  @Override
  public void stop() {
    look.close();
    sending.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return look.isRunning();
  }

  private void publish(String text) {
    try {
      redis.convertAndSend(CHANNEL, text);
    } catch (DataAccessException failure) {
      answers = false;
      log.atDebug().setCause(failure).log("wake-up not sent; waiters look by themselves");
    }
  }

  private void look() {
    try {
      Long listeners = redis.execute(COUNT_LISTENERS, List.of(CHANNEL));
      if (!subscribed) {
        container.addMessageListener(this, new ChannelTopic(CHANNEL));
        container.start();
        subscribed = true;
      }
      othersListen = listeners != null && listeners > 1;
      answers = true;
    } catch (RuntimeException failure) {
      // Redis may come back at any time; that it is away is no news for a person.
      othersListen = false;
      answers = false;
      log.atDebug().setCause(failure).log("Redis does not answer");
    }
  }
}
