package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.exception.MongoServerException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the documents that indexes with {@code expireAfterSeconds} declare expired, every few
 * seconds and in small portions, so that no collection is locked for long.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/core/index-ttl/">TTL indexes</a>
 */
final class TimeToLive implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TimeToLive.class);
  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final int PORTION = 200;
  private static final int MOST_PORTIONS = 500;

  private final IndexedBackend backend;
  private final RepeatedWork sweeping;

  TimeToLive(IndexedBackend backend) {
    this.backend = backend;
    this.sweeping = RepeatedWork.every(INTERVAL, "embedded-mongo-ttl", this::sweep);
  }

  private void sweep() {
    try {
      Instant now = backend.getClock().instant();
      for (IndexedDatabase database : backend.databases()) {
        for (IndexedCollection collection : database.userCollections()) {
          for (OrderedIndex index : collection.expiryIndexes()) {
            backend.changeLog().requireWritable();
            sweep(collection, index, now);
          }
        }
      }
    } catch (MongoServerException e) {
      log.atWarn().setCause(e).log("expired documents could not be deleted");
    }
  }

  private void sweep(IndexedCollection collection, OrderedIndex index, Instant now) {
    for (int portion = 0; portion < MOST_PORTIONS; portion++) {
      int deleted = collection.deleteExpired(index, now, PORTION);
      backend.changeLog().settle();
      if (deleted < PORTION) {
        return;
      }
    }
  }

  @Override
  public void close() {
    sweeping.close();
  }
}
