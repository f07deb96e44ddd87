package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.MongoServer;
import dev.batuta.embedded.host.DirectoryLock;
import dev.batuta.embedded.host.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB-compatible server in this JVM, listening on the loopback address: single-document
 * atomicity, sorted, unique, sparse, partial and time-to-live indexes; no sessions, transactions,
 * change streams or collation.
 *
 * <p>Durability of a server with a directory: every change is in the operating system's page cache
 * before its answer goes out, so <b>an acknowledged write survives {@code kill -9}</b> of the
 * process. The cache is forced to the disk in the background every 50 milliseconds; a power cut can
 * lose what was acknowledged since then. When the disk is full or broken, changes are answered with
 * error 14031 and nothing is acknowledged until they can be written again.
 */
public final class EmbeddedMongo implements AutoCloseable {
  private static final int ACCEPTING_THREADS = 1;

  /** More than the processors: one long scan must not hold up the connections beside it. */
  private static final int SERVING_THREADS = 8;

  private final MongoServer server;
  private final TimeToLive timeToLive;
  private final @Nullable Journal journal;
  private final @Nullable DirectoryLock lock;
  private final int port;

  private EmbeddedMongo(
      MongoServer server,
      TimeToLive timeToLive,
      @Nullable Journal journal,
      @Nullable DirectoryLock lock,
      int port) {
    this.server = server;
    this.timeToLive = timeToLive;
    this.journal = journal;
    this.lock = lock;
    this.port = port;
  }

  /**
   * Starts a server that forgets everything when it is closed.
   *
   * @param port a free port
   */
  public static EmbeddedMongo inMemory(int port) {
    return start(Optional.empty(), port);
  }

  /**
   * Starts a server with the data of this directory, which is created when missing.
   *
   * @param port a free port
   * @throws dev.batuta.embedded.host.InfrastructureStartException if another process uses the
   *     directory, if its data is damaged other than at the very end, or if it cannot be read
   */
  public static EmbeddedMongo keptIn(Path directory, int port) {
    return start(Optional.of(directory), port);
  }

  private static EmbeddedMongo start(Optional<Path> directory, int port) {
    DirectoryLock lock = directory.map(DirectoryLock::acquire).orElse(null);
    Journal journal = null;
    try {
      var backend = new IndexedBackend(Clock.systemUTC());
      journal = directory.map(path -> Journal.open(path, backend)).orElse(null);
      MongoServer server = listen(backend, port);
      return new EmbeddedMongo(server, new TimeToLive(backend), journal, lock, port);
    } catch (RuntimeException e) {
      closeAll(journal, lock);
      throw e;
    }
  }

  private static MongoServer listen(IndexedBackend backend, int port) {
    var server = new MongoServer(backend);
    try {
      server.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          ACCEPTING_THREADS,
          SERVING_THREADS);
      return server;
    } catch (Exception e) { // netty throws the checked BindException undeclared
      server.shutdownNow();
      throw Ports.inUse(port, "MongoDB", e);
    }
  }

  private static void closeAll(@Nullable Journal journal, @Nullable DirectoryLock lock) {
    if (journal != null) {
      journal.close();
    }
    if (lock != null) {
      lock.close();
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The connection string for one database. */
  public String uri(String database) {
    return "mongodb://127.0.0.1:" + port + "/" + database;
  }

  /** Closes the connections, writes what is not written yet and stops. */
  @Override
  public void close() {
    timeToLive.close();
    server.shutdownNow();
    closeAll(journal, lock);
  }
}
