package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import dev.batuta.embedded.host.InfrastructureStartException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of a server, appended to a file before they are acknowledged. Changes are collected
 * in memory under their collection's lock, which costs no system call; the first thread that wants
 * to acknowledge writes for all that wait (group commit). What survives is stated at {@link
 * EmbeddedMongo}.
 *
 * <p>A write that fails stays collected and is tried again before the next change is accepted, so
 * memory and file never differ by more than changes that were not acknowledged.
 */
final class Journal implements ChangeLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final Duration FORCE_INTERVAL = Duration.ofMillis(50);
  private static final Duration COMPACTION_CHECK = Duration.ofSeconds(10);
  private static final long FULL_FILE = 64L << 20;
  private static final int KEPT_BUFFER = 4 << 20;

  private final JournalDirectory directory;
  private final JournalFile.Opener opener;
  private final ReentrantLock collecting = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();

  /** Keeps a file open while it is forced; taken before writing. */
  private final ReentrantLock forceLock = new ReentrantLock();

  private List<RepeatedWork> background = List.of();

  // guarded by collecting; the count is read without it
  private ByteBuf collected = Unpooled.buffer(1 << 16);
  private volatile long collectedBytes;

  // guarded by writing; count and failure are read without it
  private ByteBuf batch = Unpooled.buffer(1 << 16);
  private volatile JournalFile file;
  private long number;
  private volatile long length;
  private volatile long writtenBytes;
  private volatile @Nullable IOException failure;

  private volatile long forcedBytes;
  private volatile boolean forceFailed;

  Journal(JournalDirectory directory, JournalFile.Opener opener) throws IOException {
    this.directory = directory;
    this.opener = opener;
    this.number = directory.next();
    this.file = opener.open(directory.journal(number));
    JournalFile.forceDirectory(directory.path());
  }

  /**
   * Reads the kept state into the backend and keeps its changes from now on.
   *
   * @throws InfrastructureStartException if the files are damaged or cannot be read or written
   */
  static Journal open(Path path, IndexedBackend backend) {
    try {
      var directory = new JournalDirectory(path);
      directory.deleteReplaced();
      directory.deleteEmpty();
      JournalReplay.into(backend, directory.image());
      var journal = new Journal(directory, JournalFile::create);
      journal.startBackgroundWork();
      backend.keepIn(journal);
      return journal;
    } catch (IOException e) {
      throw new InfrastructureStartException(
          "the MongoDB data in " + path + " cannot be read or written: " + e.getMessage(), e);
    }
  }

  private void startBackgroundWork() {
    background =
        List.of(
            RepeatedWork.every(
                COMPACTION_CHECK, "embedded-mongo-compaction", this::compactIfWorthwhile),
            RepeatedWork.every(FORCE_INTERVAL, "embedded-mongo-journal", this::forceAndRotate));
  }

  // ---- collecting

  private void append(JournalRecord record) {
    byte[] frame = record.encoded();
    collecting.lock();
    try {
      collected.writeBytes(frame);
      long sum = collectedBytes + frame.length;
      collectedBytes = sum;
    } finally {
      collecting.unlock();
    }
  }

  @Override
  public void put(String namespace, Document document) {
    append(JournalRecord.put(namespace, document));
  }

  @Override
  public void delete(String namespace, @Nullable Object id) {
    append(JournalRecord.of(JournalRecord.Kind.DELETE, namespace, new Document("_id", id)));
  }

  @Override
  public void create(String namespace) {
    append(JournalRecord.of(JournalRecord.Kind.CREATE, namespace, new Document()));
  }

  @Override
  public void drop(String namespace) {
    append(JournalRecord.of(JournalRecord.Kind.DROP, namespace, new Document()));
  }

  @Override
  public void rename(String namespace, String newNamespace) {
    append(
        JournalRecord.of(JournalRecord.Kind.RENAME, namespace, new Document("to", newNamespace)));
  }

  @Override
  public void createIndex(String namespace, Document description) {
    append(JournalRecord.of(JournalRecord.Kind.CREATE_INDEX, namespace, description));
  }

  @Override
  public void dropIndex(String namespace, String name) {
    append(JournalRecord.of(JournalRecord.Kind.DROP_INDEX, namespace, new Document("name", name)));
  }

  // ---- writing

  @Override
  public void requireWritable() {
    IOException earlier = failure;
    if (earlier == null) {
      return;
    }
    if (forceFailed) {
      throw new JournalWriteException("the journal in " + directory.path(), earlier);
    }
    settle();
  }

  @Override
  public void settle() {
    long target = collectedBytes;
    if (writtenBytes >= target) {
      return;
    }
    writing.lock();
    try {
      if (writtenBytes < target) {
        writeCollected();
      }
    } finally {
      writing.unlock();
    }
  }

  private void writeCollected() {
    long upTo = takeCollected();
    try {
      if (forceFailed) {
        throw new IOException("an earlier write did not reach the disk");
      }
      file.write(batch.nioBuffer(), length);
      long end = length + batch.readableBytes();
      length = end;
      batch = batch.capacity() > KEPT_BUFFER ? Unpooled.buffer(1 << 16) : batch.clear();
      writtenBytes = upTo;
      if (failure != null) {
        failure = null;
        log.atInfo().log("the journal can be written again; changes are accepted");
      }
    } catch (IOException e) {
      refuse(e);
      throw new JournalWriteException("the journal in " + directory.path(), e);
    }
  }

  private long takeCollected() {
    collecting.lock();
    try {
      if (batch.isReadable()) {
        batch.writeBytes(collected);
        collected.clear();
      } else {
        ByteBuf empty = batch;
        batch = collected;
        collected = empty;
      }
      return collectedBytes;
    } finally {
      collecting.unlock();
    }
  }

  private void refuse(IOException e) {
    if (failure == null) {
      log.atError()
          .addKeyValue("directory", directory.path())
          .setCause(e)
          .log("the journal cannot be written; changes are refused until it can");
    }
    failure = e;
    try {
      file.truncate(length);
    } catch (IOException alsoFailed) {
      e.addSuppressed(alsoFailed); // the next attempt writes over the incomplete record anyway
    }
  }

  // ---- background

  private void forceAndRotate() {
    forceLock.lock();
    try {
      long written = writtenBytes;
      if (forcedBytes < written) {
        file.force();
        forcedBytes = written;
      }
      if (length > FULL_FILE) {
        rotate();
      }
    } catch (IOException e) {
      refuseForGood(e);
    } finally {
      forceLock.unlock();
    }
  }

  /** After a failed force nobody knows what is on the disk, so only a new start helps. */
  private void refuseForGood(IOException e) {
    writing.lock();
    try {
      refuse(e);
      forceFailed = true;
    } finally {
      writing.unlock();
    }
  }

  /** Begins a new file; answers the number of the one that is complete now. */
  private long rotate() throws IOException {
    forceLock.lock();
    writing.lock();
    try {
      file.force();
      JournalFile next = opener.open(directory.journal(number + 1));
      JournalFile.forceDirectory(directory.path());
      file.close();
      file = next;
      length = 0;
      return number++;
    } finally {
      writing.unlock();
      forceLock.unlock();
    }
  }

  private void compactIfWorthwhile() {
    try {
      if (JournalCompaction.worthwhile(directory)) {
        compact();
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("the journal could not be compacted; trying again later");
    }
  }

  /** Replaces all changes up to now by a snapshot, while changes go on in a new file. */
  void compact() throws IOException {
    JournalCompaction.compact(directory, rotate());
  }

  /** Writes and forces what is left and closes the file. */
  @Override
  public void close() {
    background.forEach(RepeatedWork::close);
    try {
      settle();
      file.force();
      file.close();
    } catch (IOException | JournalWriteException e) {
      log.atError().setCause(e).log("the journal could not be closed in order");
    }
  }
}
