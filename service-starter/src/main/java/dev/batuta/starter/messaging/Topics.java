package dev.batuta.starter.messaging;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.contracts.topic.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics. Thread-safe. */
public final class Topics implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofDays(7);

  private final Admin admin;
  private final short copies;

  Topics(String bootstrapServers, short copies) {
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) TIMEOUT.toMillis()));
    this.copies = copies;
  }

  /** Makes those of the platform's topics that are missing. */
  public void createPlatform() {
    Map<String, String> compacted =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofHours(1).toMillis()));
    create(
        List.of(
            new NewTopic(TopicCatalog.PLATFORM_TENANTS, 1, copies).configs(compacted),
            new NewTopic(TopicCatalog.PLATFORM_AGENTS, 1, copies).configs(compacted),
            new NewTopic(TopicCatalog.PLATFORM_DRAINS, 1, copies).configs(compacted),
            new NewTopic(TopicCatalog.PLATFORM_HALTS, 1, copies).configs(compacted),
            new NewTopic(TopicCatalog.PLATFORM_CANCELLATIONS, 1, copies)
                .configs(
                    Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(TopicCatalog.CANCELLATIONS_KEPT.toMillis())))));
  }

  /** Makes those of a tenant's topics that are missing, in one call. */
  public void createFor(TenantId tenant) {
    create(kept(TopicCatalog.ofTenant(tenant).stream()));
  }

  /** Makes those of a service's task topics that are missing for these tenants, in one call. */
  public void createTasks(String service, Collection<TenantId> tenants) {
    create(
        kept(tenants.stream().flatMap(tenant -> TopicCatalog.tasksOf(service, tenant).stream())));
  }

  /** Whether the brokers answer. */
  public boolean reachable(Duration timeout) {
    try {
      admin.describeCluster().nodes().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }

  private void create(List<NewTopic> topics) {
    try {
      Set<String> existing =
          admin.listTopics().names().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      List<NewTopic> missing = new ArrayList<>(topics);
      missing.removeIf(topic -> existing.contains(topic.name()));
      if (!missing.isEmpty()) {
        for (KafkaFuture<Void> made : admin.createTopics(missing).values().values()) {
          awaitMade(made);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while creating topics", interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("could not create topics", failure);
    }
  }

  private static void awaitMade(KafkaFuture<Void> made)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      made.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      // Another instance may have been quicker with some of them.
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw failure;
      }
    }
  }

  private List<NewTopic> kept(Stream<TopicName> names) {
    Map<String, String> kept =
        Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()));
    return names.map(name -> new NewTopic(name.toString(), 1, copies).configs(kept)).toList();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
