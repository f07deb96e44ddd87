package dev.batuta.embedded.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a data directory, held by one process at a time. The operating system ends it
 * with the process, so nothing has to be cleaned up after {@code kill -9}. The file also names the
 * holder's process id, for the message that the next one gets.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "in-use.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Creates the directory when it is missing and locks it.
   *
   * @throws InfrastructureStartException if another process (or this one) uses it, or if it cannot
   *     be written
   */
  public static DirectoryLock acquire(Path directory) {
    Path file = directory.resolve(FILE);
    FileChannel channel = null;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        String holder = Files.readString(file).strip();
        channel.close();
        throw new InfrastructureStartException(
            "data directory "
                + directory
                + " is in use by process "
                + (holder.isEmpty() ? "(unknown)" : holder));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return new DirectoryLock(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new InfrastructureStartException(
          "data directory " + directory + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException ignored) {
      // the first failure is the one to report
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
