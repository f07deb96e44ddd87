package dev.batuta.orchestrator.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
 * this process is the only one, it does nothing: waiters then look by themselves.
 */
final class RedisFanout implements LiveUpdates.Fanout, MessageListener, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(RedisFanout.class);
  private static final String CHANNEL = "batuta:live";
  private static final RedisScript<Long> COUNT_LISTENERS =
      RedisScript.of("return redis.call('PUBSUB', 'NUMSUB', KEYS[1])[2]", Long.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final StringRedisTemplate redis;
  private final RedisMessageListenerContainer container;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-fanout").factory());
  private final LiveUpdates updates = new LiveUpdates(this);
  private volatile boolean othersListen;
  private volatile boolean subscribed;
  private volatile boolean running;

  RedisFanout(StringRedisTemplate redis, RedisMessageListenerContainer container) {
    this.redis = redis;
    this.container = container;
  }

  LiveUpdates updates() {
    return updates;
  }

  @Override
  public void send(String key) {
    if (othersListen && running) {
      background.execute(() -> publish(key));
    }
  }

  @Override
  public boolean reachesOthers() {
    return othersListen && running;
  }

  @Override
  public void onMessage(Message message, byte @org.jspecify.annotations.Nullable [] pattern) {
    updates.wake(new String(message.getBody(), StandardCharsets.UTF_8));
  }

  @Override
  public void start() {
    running = true;
    var _ =
        background.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    background.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void publish(String key) {
    try {
      redis.convertAndSend(CHANNEL, key);
    } catch (DataAccessException failure) {
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
    } catch (RuntimeException failure) {
      // An exception here would end the schedule, and Redis may come back at any time.
      othersListen = false;
      log.atDebug().setCause(failure).log("Redis does not answer");
    }
  }
}
