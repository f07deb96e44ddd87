package dev.batuta.embedded.mongo;

import dev.batuta.embedded.host.InfrastructureStartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a journal. {@code journal-N} holds changes; {@code snapshot-N} holds the state after
 * all journals up to N, which it replaces.
 */
final class JournalDirectory {
  private static final Logger log = LoggerFactory.getLogger(JournalDirectory.class);
  private static final Pattern NAME = Pattern.compile("(journal|snapshot)-(\\d{12})\\.log");
  private static final String UNFINISHED = ".tmp";

  private final Path directory;

  JournalDirectory(Path directory) {
    this.directory = directory;
  }

  Path journal(long number) {
    return file("journal", number);
  }

  private Path file(String kind, long number) {
    return directory.resolve(String.format(Locale.ROOT, "%s-%012d.log", kind, number));
  }

  /** Where the next snapshot is written before it counts. */
  Path unfinishedSnapshot() {
    return directory.resolve("snapshot" + UNFINISHED);
  }

  /** Makes the unfinished snapshot count in place of all journals up to {@code number}. */
  void finishSnapshot(long number) throws IOException {
    Files.move(unfinishedSnapshot(), file("snapshot", number), StandardCopyOption.ATOMIC_MOVE);
    JournalFile.forceDirectory(directory);
    deleteReplaced();
  }

  /** The files that make up the state, in order: the last snapshot, then the later journals. */
  List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    OptionalLong snapshot = numbers("snapshot").stream().mapToLong(Long::longValue).max();
    if (snapshot.isPresent()) {
      sources.add(file("snapshot", snapshot.getAsLong()));
    }
    numbers("journal").stream()
        .filter(number -> number > snapshot.orElse(-1))
        .forEach(number -> sources.add(journal(number)));
    return sources;
  }

  /** The number for the next journal. */
  long next() throws IOException {
    return Stream.concat(numbers("journal").stream(), numbers("snapshot").stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(0)
        + 1;
  }

  private List<Long> numbers(String kind) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .filter(name -> name.group(1).equals(kind))
          .map(name -> Long.parseLong(name.group(2)))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  /** Deletes the journals of earlier starts in which nothing was changed. */
  void deleteEmpty() throws IOException {
    for (long number : numbers("journal")) {
      if (Files.size(journal(number)) == 0) {
        Files.delete(journal(number));
      }
    }
  }

  /** Deletes what a snapshot replaced and what a crash left unfinished. */
  void deleteReplaced() throws IOException {
    Files.deleteIfExists(unfinishedSnapshot());
    List<Path> current = sources();
    for (String kind : List.of("journal", "snapshot")) {
      for (long number : numbers(kind)) {
        if (!current.contains(file(kind, number))) {
          Files.deleteIfExists(file(kind, number));
        }
      }
    }
  }

  /**
   * The state that the files add up to. The incomplete record with which a crash ended the last
   * journal is cut off.
   *
   * @throws InfrastructureStartException if an earlier file is damaged: then data is missing that
   *     no crash of this server explains
   */
  JournalImage image() throws IOException {
    List<Path> sources = sources();
    return JournalImage.of(
        sources,
        (file, whole) -> {
          if (!file.equals(sources.getLast()) || isSnapshot(file)) {
            throw damaged(file, whole);
          }
          cut(file, whole);
        });
  }

  static boolean isSnapshot(Path file) {
    return file.getFileName().toString().startsWith("snapshot");
  }

  static InfrastructureStartException damaged(Path file, long whole) {
    return new InfrastructureStartException("the data in " + file + " is damaged at byte " + whole);
  }

  private static void cut(Path file, long whole) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      log.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("whole", whole)
          .addKeyValue("cut", channel.size() - whole)
          .log("incomplete last record of the journal cut off");
      channel.truncate(whole);
      channel.force(true);
    }
  }

  Path path() {
    return directory;
  }
}
