package dev.batuta.starter.messaging;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics as one member of a consumer group and hands messages to virtual threads. A slow
 * message holds up no other: records finish out of order, and an {@link OffsetWatermark} remembers
 * which. At least once; after a crash only what was unfinished (or finished within the last commit
 * interval) is given again.
 */
public final class MessageConsumer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MessageConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(3);
  private static final long STOP_SECONDS = 15;
  private static final long PAUSE_AFTER_FAILURE_MS = 500;

  private final String group;
  private final Consumer<String, byte[]> consumer;
  private final RecordDelivery delivery;
  private final KafkaProperties properties;
  private final ServiceIdentity identity;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread poller;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private final AssignedQueues queues;

  private volatile Set<String> wanted = Set.of();
  private Set<String> subscribed = Set.of();

  /** Assigned, but what is done of them is not known yet. The poller's alone. */
  private final Set<TopicPartition> unopened = new HashSet<>();

  private long lastCommit = System.nanoTime();

  MessageConsumer(
      String group,
      Consumer<String, byte[]> consumer,
      MessageHandler handler,
      DeadLetters deadLetters,
      KafkaProperties properties,
      Traces traces,
      ServiceIdentity identity,
      MeterRegistry meters,
      ToIntFunction<TenantId> weights,
      InstantSource clock) {
    this.group = group;
    this.consumer = consumer;
    this.properties = properties;
    this.delivery =
        new RecordDelivery(
            handler,
            deadLetters,
            properties.handlerAttempts(),
            traces,
            identity.service(),
            stopping);
    this.identity = identity;
    this.queues = new AssignedQueues(properties.capacity(), properties.window(), weights, clock);
    this.poller = Thread.ofPlatform().name(group + "-poller").unstarted(this::pollUntilStopped);
    meters.gauge("batuta.messages.in.flight", this, MessageConsumer::inFlight);
    meters.gauge("batuta.messages.waiting", queues, AssignedQueues::waiting);
  }

  /** Begins to read. */
  public void start() {
    poller.start();
  }

  /**
   * Reads exactly these topics from now on. May be called at any time. It takes effect with the
   * next poll: waking the consumer could break off a rebalance or a commit instead.
   */
  public void readTopics(Collection<String> topics) {
    wanted = Set.copyOf(topics);
  }

  /**
   * With {@code true}, begins no message any more and gives its topics back to the group: those
   * that it has nothing at work of at once, the others when their work is finished, or after half a
   * minute; what is unfinished then is given to another member once more. With {@code false}, reads
   * them again. May be called at any time and repeatedly.
   */
  public void drain(boolean on) {
    queues.drain(on);
  }

  /**
   * Begins no message of these topics from now on, and those of all others again. Messages at work
   * go on; the held ones stay this member's, unfinished, and are begun when their topic is no
   * longer named. It takes effect before this returns.
   */
  public void holdTopics(Collection<String> topics) {
    queues.hold(topics);
    // What may start again must not wait for the next poll's records.
    if (stopping.getCount() > 0) {
      startWhatMay();
    }
  }

  /** How many messages are being handled. */
  public int inFlight() {
    return queues.inFlight();
  }

  /** How many messages it may handle at once. */
  public int capacity() {
    return properties.capacity();
  }

  private void pollUntilStopped() {
    try (var _ = LogContext.service(identity.service())) {
      while (stopping.getCount() > 0) {
        try {
          pollOnce();
        } catch (KafkaException failure) {
          log.atWarn().addKeyValue("group", group).setCause(failure).log("poll failed; trying on");
          await(PAUSE_AFTER_FAILURE_MS);
        }
      }
      finish();
    }
  }

  private void pollOnce() {
    Set<String> topics = queues.topicsToRead(subscribed, wanted);
    if (!topics.equals(subscribed)) {
      subscribed = topics;
      consumer.subscribe(subscribed, new Rebalance());
    }
    if (subscribed.isEmpty()) {
      await(POLL.toMillis());
      return;
    }
    queues.add(consumer.poll(POLL));
    startWhatMay();
    openAssigned();
    regulate();
    commitWhenDue();
  }

  /** Learns what is done of newly assigned partitions, and lets them be read. */
  private void openAssigned() {
    if (unopened.isEmpty()) {
      return;
    }
    List<TopicPartition> opened = List.copyOf(unopened);
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(Set.copyOf(opened), OPEN_TIMEOUT);
    Map<TopicPartition, PartitionQueue> open = new HashMap<>();
    for (TopicPartition partition : opened) {
      OffsetAndMetadata known = committed.get(partition);
      OffsetWatermark offsets =
          known == null
              ? new OffsetWatermark(consumer.position(partition, OPEN_TIMEOUT))
              : OffsetWatermark.resume(known.offset(), known.metadata());
      open.put(partition, new PartitionQueue(partition, offsets));
    }
    queues.open(open);
    unopened.clear();
    consumer.resume(opened);
  }

  private void startWhatMay() {
    queues.take().forEach(picked -> work.execute(() -> handle(picked)));
  }

  private void handle(FairPicker.Picked picked) {
    boolean done = false;
    try {
      done = delivery.deliver(picked.record());
    } finally {
      queues.finished(picked, done);
      if (stopping.getCount() > 0) {
        startWhatMay();
      }
    }
  }

  /** Stops fetching of partitions with a full queue, and starts it again at half. */
  private void regulate() {
    AssignedQueues.Regulation regulation = queues.regulate(consumer.paused());
    consumer.pause(regulation.pause());
    consumer.resume(regulation.resume());
  }

  private void commitWhenDue() {
    if (System.nanoTime() - lastCommit < properties.commitInterval().toNanos()) {
      return;
    }
    lastCommit = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> finished = queues.finishedOf(null);
    if (!finished.isEmpty()) {
      consumer.commitAsync(
          finished,
          (_, failure) -> {
            if (failure != null) {
              log.atDebug().setCause(failure).log("commit failed; the next one covers it");
            }
          });
    }
  }

  private boolean await(long millis) {
    try {
      return stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void finish() {
    work.shutdown();
    try {
      if (!work.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        work.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try {
      Map<TopicPartition, OffsetAndMetadata> finished = queues.finishedOf(null);
      if (!finished.isEmpty()) {
        consumer.commitSync(finished, KAFKA_TIMEOUT);
      }
    } catch (KafkaException failure) {
      log.atWarn().setCause(failure).log("last commit failed; finished work may be given again");
    }
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(STOP_SECONDS)));
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      if (!poller.join(Duration.ofSeconds(2 * STOP_SECONDS))) {
        log.atWarn().addKeyValue("group", group).log("consumer did not stop in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps the queues in step with the partitions that the group gives to this member. */
  private final class Rebalance implements ConsumerRebalanceListener {
    /**
     * Asks the broker nothing: a callback that waits for it can leave partitions unread for good.
     */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      unopened.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> finished = queues.finishedOf(partitions);
      if (!finished.isEmpty()) {
        consumer.commitSync(finished, KAFKA_TIMEOUT);
      }
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      unopened.removeAll(partitions);
      queues.lost(partitions);
    }
  }
}
