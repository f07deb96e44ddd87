package dev.batuta.embedded.mongo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** One file of {@link JournalRecord}s, being written. */
interface JournalFile extends AutoCloseable {

  /** Opens a file for writing from its start. */
  @FunctionalInterface
  interface Opener {
    /** Creates the file. */
    JournalFile open(Path file) throws IOException;
  }

  /** Writes all bytes at this place into the operating system's cache. */
  void write(ByteBuffer bytes, long position) throws IOException;

  /** Cuts off what stands after this place. */
  void truncate(long length) throws IOException;

  /** Brings the cache to the disk. */
  void force() throws IOException;

  @Override
  void close() throws IOException;

  /** A file of the file system. */
  static JournalFile create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new JournalFile() {
      @Override
      public void write(ByteBuffer bytes, long position) throws IOException {
        long place = position;
        while (bytes.hasRemaining()) {
          place += channel.write(bytes, place);
        }
      }

      @Override
      public void truncate(long length) throws IOException {
        channel.truncate(length);
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** Receives the records of a file. */
  @FunctionalInterface
  interface Reader {
    /** One whole record that begins at {@code offset}. */
    void record(JournalRecord record, long offset) throws IOException;
  }

  /** Reads up to the first record that is not whole; answers where the whole ones end. */
  static long read(Path file, Reader reader) throws IOException {
    long offset = 0;
    try (InputStream stream = Files.newInputStream(file);
        var in = new DataInputStream(new BufferedInputStream(stream, 1 << 20))) {
      while (true) {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > JournalRecord.MOST_CONTENT) {
          return offset;
        }
        byte[] content = in.readNBytes(length);
        var actual = new CRC32C();
        actual.update(content);
        if (content.length < length || (int) actual.getValue() != checksum) {
          return offset;
        }
        reader.record(JournalRecord.decode(content), offset);
        offset += JournalRecord.HEADER + length;
      }
    } catch (EOFException end) {
      return offset;
    }
  }

  /** Makes new names in this directory survive a power cut. */
  static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
