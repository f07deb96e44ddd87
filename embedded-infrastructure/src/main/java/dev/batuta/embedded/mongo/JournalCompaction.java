package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces complete journal files by a snapshot of what they add up to. It works on the files alone
 * and never touches the documents in memory, so changes go on meanwhile.
 */
final class JournalCompaction {
  private static final Logger log = LoggerFactory.getLogger(JournalCompaction.class);

  /** Less than this is read back in a moment. */
  private static final long SMALL = 32L << 20;

  private static final int GROWTH = 3;
  private static final int PORTION = 1 << 20;

  private JournalCompaction() {}

  /** Whether the journals have grown to several times the last snapshot. */
  static boolean worthwhile(JournalDirectory directory) throws IOException {
    long snapshot = 0;
    long journals = 0;
    for (Path file : directory.sources()) {
      if (JournalDirectory.isSnapshot(file)) {
        snapshot = Files.size(file);
      } else {
        journals += Files.size(file);
      }
    }
    return journals > Math.max(SMALL, GROWTH * snapshot);
  }

  /**
   * Writes the snapshot and deletes what it replaces.
   *
   * @param lastComplete number of the last journal that is not written any more
   */
  static void compact(JournalDirectory directory, long lastComplete) throws IOException {
    List<Path> files =
        directory.sources().stream()
            .filter(file ->
                JournalDirectory.isSnapshot(file)
                    || file.compareTo(directory.journal(lastComplete)) <= 0)
            .toList();
    JournalImage image =
        JournalImage.of(
            files,
            (file, whole) -> {
              throw JournalDirectory.damaged(file, whole); // what is damaged must not be deleted
            });
    Files.deleteIfExists(directory.unfinishedSnapshot());
    try (var out = new Output(JournalFile.create(directory.unfinishedSnapshot()))) {
      for (String namespace : image.namespaces()) {
        out.add(JournalRecord.of(JournalRecord.Kind.CREATE, namespace, new Document()));
      }
      image.forEachDocument(out::add);
      for (String namespace : image.namespaces()) {
        for (Document description : image.indexes(namespace)) {
          out.add(JournalRecord.of(JournalRecord.Kind.CREATE_INDEX, namespace, description));
        }
      }
      out.finish();
    }
    directory.finishSnapshot(lastComplete);
    log.atInfo().addKeyValue("files", files.size()).log("journal compacted");
  }

  /** Collects records into larger writes. */
  private static final class Output implements AutoCloseable {
    private final JournalFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(PORTION);
    private long length;

    Output(JournalFile file) {
      this.file = file;
    }

    void add(JournalRecord record) throws IOException {
      byte[] frame = record.encoded();
      if (frame.length > buffer.remaining()) {
        flush();
      }
      if (frame.length > buffer.capacity()) {
        file.write(ByteBuffer.wrap(frame), length);
        length += frame.length;
      } else {
        buffer.put(frame);
      }
    }

    private void flush() throws IOException {
      buffer.flip();
      int size = buffer.remaining();
      file.write(buffer, length);
      length += size;
      buffer.clear();
    }

    void finish() throws IOException {
      flush();
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
