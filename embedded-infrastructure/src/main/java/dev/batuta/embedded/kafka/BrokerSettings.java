package dev.batuta.embedded.kafka;

import java.nio.file.Path;
import java.util.Properties;

/** The broker's settings for one node, hundreds of small topics and little memory. */
final class BrokerSettings {
  static final String CONTROLLER = "CONTROLLER";
  private static final String BROKER = "BROKER";

  private BrokerSettings() {}

  static Properties of(Path logs, int nodeId, int port, int controllerPort) {
    var settings = new Properties();
    identity(settings, logs, nodeId, port, controllerPort);
    singleNode(settings);
    groups(settings);
    size(settings);
    return settings;
  }

  private static void identity(
      Properties settings, Path logs, int nodeId, int port, int controllerPort) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(nodeId));
    settings.put("controller.quorum.voters", nodeId + "@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", BROKER);
    settings.put(
        "listeners",
        BROKER + "://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", BROKER + "://127.0.0.1:" + port);
    settings.put(
        "listener.security.protocol.map", BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.put("log.dirs", logs.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("delete.topic.enable", "true");
  }

  private static void singleNode(Properties settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "2");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    // After kill -9 the controller takes the broker's earlier life for alive until its session
    // ends, and the new one waits that long.
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("broker.session.timeout.ms", "3000");
    // How often an idle controller writes an empty record; only followers need it often.
    settings.put("metadata.max.idle.interval.ms", "5000");
    settings.put("controller.quorum.election.timeout.ms", "300");
    settings.put("controller.quorum.election.backoff.max.ms", "100");
  }

  private static void groups(Properties settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.consumer.heartbeat.interval.ms", "1000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "500");
    settings.put("group.consumer.session.timeout.ms", "6000");
    settings.put("group.consumer.min.session.timeout.ms", "3000");
    settings.put("group.min.session.timeout.ms", "3000");
    settings.put("group.coordinator.threads", "1");
    settings.put("share.coordinator.threads", "1");
  }

  private static void size(Properties settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    // One index entry (8 or 12 bytes) per 4 KiB of log: 256 KiB is enough for a 32 MiB segment,
    // where the default would map 2 x 10 MiB for each of hundreds of partitions.
    settings.put("log.segment.bytes", Integer.toString(32 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(256 << 10));
    settings.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
    settings.put("metadata.log.segment.bytes", Integer.toString(16 << 20));
    settings.put("log.retention.hours", "72");
    settings.put("log.retention.bytes", Integer.toString(1 << 30));
    // 24 bytes a key: about 600,000 different keys in one pass over a compacted topic.
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    settings.put("log.cleaner.io.buffer.size", Integer.toString(256 << 10));
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.backoff.ms", "5000");
    settings.put("log.cleanup.policy", "delete");
  }
}
