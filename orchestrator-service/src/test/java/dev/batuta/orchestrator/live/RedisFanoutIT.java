package dev.batuta.orchestrator.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

@WithInfrastructure
final class RedisFanoutIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Deque<Runnable> toClose = new ArrayDeque<>();
  private final EmbeddedInfrastructure infrastructure;

  RedisFanoutIT(EmbeddedInfrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  @AfterEach
  void close() {
    while (!toClose.isEmpty()) {
      toClose.pop().run();
    }
  }

  @Test
  void a_change_in_one_instance_wakes_waiters_and_tells_listeners_in_the_other() {
    RedisFanout here = instance(infrastructure.redisPort());
    RedisFanout there = instance(infrastructure.redisPort());
    await().atMost(PATIENCE).until(() -> here.othersListen() && there.othersListen());
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    Queue<String> mine = new ConcurrentLinkedQueue<>();

    try (var _ = there.updates().listen("tenant:acme", heard::add);
        var _ = here.updates().listen("tenant:acme", mine::add);
        LiveUpdates.Waiter waiter = there.updates().waiter("task:1");
        LiveUpdates.Waiter other = there.updates().waiter("task:2")) {
      here.updates().changed("task:1", "tenant:acme");

      assertThat(waiter.await(PATIENCE)).isTrue();
      await().atMost(PATIENCE).until(() -> heard.contains("task:1"));
      here.updates().changed("task:3", "tenant:globex");
      here.updates().changed("run:1");
      here.updates().changed("task:4", "tenant:acme");
      await().atMost(PATIENCE).until(() -> heard.contains("task:4"));
      assertThat(heard).containsExactly("task:1", "task:4");
      assertThat(mine).as("told once, not again by Redis").containsExactly("task:1", "task:4");
      assertThat(other.await(Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void without_redis_the_own_instance_is_told_and_knows_that_others_are_not() {
    RedisFanout alone = instance(1);
    Queue<String> heard = new ConcurrentLinkedQueue<>();

    try (var _ = alone.updates().listen("tenant:acme", heard::add)) {
      alone.updates().changed("task:1", "tenant:acme");

      assertThat(heard).containsExactly("task:1");
      assertThat(alone.reliable()).isFalse();
    }
  }

  private RedisFanout instance(int port) {
    LettuceConnectionFactory connections =
        new LettuceConnectionFactory(infrastructure.redisHost(), port);
    connections.afterPropertiesSet();
    connections.start();
    toClose.push(connections::destroy);
    RedisMessageListenerContainer container = new RedisMessageListenerContainer();
    container.setConnectionFactory(connections);
    container.afterPropertiesSet();
    toClose.push(container::stop);
    RedisFanout fanout = new RedisFanout(new StringRedisTemplate(connections), container, LOOK);
    fanout.start();
    toClose.push(fanout::stop);
    return fanout;
  }
}
