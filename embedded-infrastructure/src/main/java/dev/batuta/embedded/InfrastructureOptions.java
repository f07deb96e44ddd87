package dev.batuta.embedded;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to start and where. A port of 0 stands for a free port between 20000 and 31999. A server
 * that exists already is named by its address and not started.
 *
 * @param dataDirectory where data is kept; null for none: MongoDB in memory, Kafka in a temporary
 *     directory that is deleted at the end
 * @param mongoPort 0 to 65535
 * @param kafkaPort 0 to 65535
 * @param redisPort 0 to 65535
 * @param stopWithJvm whether the servers are stopped when the JVM ends without {@link
 *     EmbeddedInfrastructure#close()}; false for a program that has its own order of stopping
 * @param existingMongo connection string with the database, null to start one
 * @param existingKafka bootstrap servers, null to start one
 * @param existingRedis {@code host:port}, null to start one
 */
public record InfrastructureOptions(
    @Nullable Path dataDirectory,
    int mongoPort,
    int kafkaPort,
    int redisPort,
    boolean stopWithJvm,
    @Nullable String existingMongo,
    @Nullable String existingKafka,
    @Nullable String existingRedis) {

  /** Checks the ports. */
  public InfrastructureOptions {
    requirePort(mongoPort);
    requirePort(kafkaPort);
    requirePort(redisPort);
    if (existingRedis != null && !existingRedis.matches("[^:]+:\\d{1,5}")) {
      throw new IllegalArgumentException("a Redis address is host:port, was " + existingRedis);
    }
  }

  private static void requirePort(int port) {
    Objects.checkIndex(port, 65_536);
  }

  /** Free ports and nothing kept. */
  public static InfrastructureOptions forgetful() {
    return new InfrastructureOptions(null, 0, 0, 0, true, null, null, null);
  }

  /** Free ports and data kept in this directory. */
  public static InfrastructureOptions keptIn(Path dataDirectory) {
    return new InfrastructureOptions(dataDirectory, 0, 0, 0, true, null, null, null);
  }

  /** The same with these ports. */
  public InfrastructureOptions withPorts(int mongo, int kafka, int redis) {
    return new InfrastructureOptions(
        dataDirectory,
        mongo,
        kafka,
        redis,
        stopWithJvm,
        existingMongo,
        existingKafka,
        existingRedis);
  }

  /** The same, stopped only by {@link EmbeddedInfrastructure#close()}. */
  public InfrastructureOptions withoutStopAtJvmEnd() {
    return new InfrastructureOptions(
        dataDirectory,
        mongoPort,
        kafkaPort,
        redisPort,
        false,
        existingMongo,
        existingKafka,
        existingRedis);
  }

  /** The same with servers that exist already; null for each that is to be started. */
  public InfrastructureOptions withExisting(
      @Nullable String mongoUri, @Nullable String kafkaBootstrap, @Nullable String redisAddress) {
    return new InfrastructureOptions(
        dataDirectory,
        mongoPort,
        kafkaPort,
        redisPort,
        stopWithJvm,
        mongoUri,
        kafkaBootstrap,
        redisAddress);
  }
}
