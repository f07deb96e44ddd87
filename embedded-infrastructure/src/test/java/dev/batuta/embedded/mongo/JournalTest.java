package dev.batuta.embedded.mongo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import dev.batuta.embedded.host.InfrastructureStartException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final String DATABASE = "db";

  private final Path directory;

  JournalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** A server without network, on the directory of the test. */
  private final class Server implements AutoCloseable {
    private final IndexedBackend backend = new IndexedBackend(Clock.systemUTC());
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Journal journal = Journal.open(directory, backend);

    Document run(String command, Object argument, Object... more) {
      var document = new Document(command, argument);
      for (int i = 0; i < more.length; i += 2) {
        document.append((String) more[i], more[i + 1]);
      }
      return backend.handleCommand(channel, DATABASE, command, document);
    }

    Document insert(String collection, Document document) {
      return run("insert", collection, "ordered", true, "documents", List.of(document));
    }

    List<?> find(String collection) {
      return firstBatch(run("find", collection, "sort", new Document("_id", 1)));
    }

    void index(String collection, String field, boolean unique) {
      run(
          "createIndexes",
          collection,
          "indexes",
          List.of(
              new Document("key", new Document(field, 1))
                  .append("name", field)
                  .append("unique", unique)));
    }

    List<String> indexes(String collection) {
      return firstBatch(run("listIndexes", collection)).stream()
          .map(index -> String.valueOf(((Document) index).get("name")))
          .toList();
    }

    private static List<?> firstBatch(Document answer) {
      var cursor = (Document) requireNonNull(answer.get("cursor"));
      return (List<?>) requireNonNull(cursor.get("firstBatch"));
    }

    @Override
    public void close() {
      journal.close();
    }
  }

  private static Document numbered(int id) {
    return new Document("_id", id).append("n", id * 10);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  @Test
  void changes_of_every_kind_are_there_after_a_restart() {
    try (var server = new Server()) {
      server.index("quotes", "n", true);
      server.index("quotes", "gone", false);
      IntStream.range(0, 5).forEach(i -> server.insert("quotes", numbered(i)));
      server.run(
          "update",
          "quotes",
          "ordered",
          true,
          "updates",
          List.of(
              new Document("q", new Document("_id", 1))
                  .append("u", new Document("$set", new Document("n", 99)))));
      server.run(
          "delete",
          "quotes",
          "deletes",
          List.of(new Document("q", new Document("_id", 2)).append("limit", 1)));
      server.run("dropIndexes", "quotes", "index", "gone");
      server.insert("dropped", numbered(1));
      server.run("drop", "dropped");
      server.insert("old", numbered(7));
      server.backend.handleCommand(
          server.channel,
          "admin",
          "renameCollection",
          new Document("renameCollection", "db.old").append("to", "db.new"));
    }

    try (var server = new Server()) {
      assertThat(server.find("quotes"))
          .isEqualTo(
              List.of(
                  numbered(0), new Document("_id", 1).append("n", 99), numbered(3), numbered(4)));
      assertThat(server.indexes("quotes")).containsExactlyInAnyOrder("_id_", "n");
      assertThat(server.insert("quotes", new Document("_id", 9).append("n", 99)))
          .containsKey("writeErrors");
      assertThat(server.find("dropped")).isEmpty();
      assertThat(server.find("old")).isEmpty();
      assertThat(server.find("new")).isEqualTo(List.of(numbered(7)));
    }
  }

  @Test
  void a_record_that_a_crash_cut_short_is_dropped_and_all_before_it_kept() throws IOException {
    try (var server = new Server()) {
      server.insert("c", numbered(1));
      server.insert("c", numbered(2));
    }
    Path journal = files().getLast();
    byte[] whole = Files.readAllBytes(journal);
    for (int cut = 1; cut < 40; cut += 7) {
      Files.write(journal, Arrays.copyOf(whole, whole.length - cut));

      try (var server = new Server()) {
        assertThat(server.find("c")).isEqualTo(List.of(numbered(1)));
      }
    }
  }

  @Test
  void bytes_without_meaning_at_the_end_are_cut_off() throws IOException {
    try (var server = new Server()) {
      server.insert("c", numbered(1));
    }
    Files.write(files().getLast(), new byte[] {0, 0, 0, 9, 1, 2, 3}, StandardOpenOption.APPEND);

    try (var server = new Server()) {
      assertThat(server.find("c")).isEqualTo(List.of(numbered(1)));
      server.insert("c", numbered(2));
    }
    try (var server = new Server()) {
      assertThat(server.find("c")).hasSize(2);
    }
  }

  @Test
  void damage_in_an_earlier_file_stops_the_start_instead_of_losing_data() throws IOException {
    try (var server = new Server()) {
      server.insert("c", numbered(1));
    }
    try (var server = new Server()) {
      server.insert("c", numbered(2));
    }
    Path first = files().getFirst();
    byte[] bytes = Files.readAllBytes(first);
    bytes[bytes.length - 3] ^= 1;
    Files.write(first, bytes);

    assertThatThrownBy(Server::new)
        .isInstanceOf(InfrastructureStartException.class)
        .hasMessageContaining("is damaged at byte");
  }

  @Test
  void compaction_keeps_the_documents_and_frees_the_space() throws IOException {
    try (var server = new Server()) {
      server.index("c", "n", true);
      for (int i = 0; i < 2_000; i++) {
        server.insert("c", numbered(i));
        server.run(
            "delete",
            "c",
            "deletes",
            List.of(new Document("q", new Document("_id", i - 10)).append("limit", 1)));
      }
      long before = Files.size(files().getLast());

      server.journal.compact();
      server.insert("c", numbered(5_000));

      assertThat(files().getLast().getFileName().toString()).startsWith("snapshot");
      assertThat(Files.size(files().getLast())).isLessThan(before / 20);
    }
    try (var server = new Server()) {
      assertThat(server.find("c"))
          .isEqualTo(
              Stream.concat(IntStream.range(1_990, 2_000).boxed(), Stream.of(5_000))
                  .map(JournalTest::numbered)
                  .toList());
      assertThat(server.indexes("c")).containsExactlyInAnyOrder("_id_", "n");
    }
  }

  @Test
  void compaction_during_changes_loses_none_of_them() throws Exception {
    int documents = 3_000;
    try (var server = new Server()) {
      Thread writing =
          Thread.ofPlatform()
              .start(() -> IntStream.range(0, documents).forEach(i -> write(server, i)));
      int compactions = 0;
      while (writing.isAlive() || compactions < 3) {
        server.journal.compact();
        compactions++;
      }
      writing.join();
    }

    try (var server = new Server()) {
      assertThat(server.find("c"))
          .isEqualTo(
              IntStream.range(0, documents)
                  .mapToObj(i -> new Document("_id", i).append("n", i + 1))
                  .toList());
    }
  }

  private static void write(Server server, int i) {
    server.insert("c", new Document("_id", i).append("n", i));
    server.run(
        "findAndModify",
        "c",
        "query",
        new Document("_id", i),
        "update",
        new Document("$inc", new Document("n", 1)));
  }

  @Test
  void a_full_disk_refuses_changes_until_there_is_room_again() throws IOException {
    var full = new AtomicBoolean();
    var backend = new IndexedBackend(Clock.systemUTC());
    var channel = new EmbeddedChannel();
    var kept = new JournalDirectory(directory);
    var insert = new Document("insert", "c").append("ordered", true);
    try (var journal = new Journal(kept, file -> new LimitedFile(JournalFile.create(file), full))) {
      backend.keepIn(journal);
      backend.handleCommand(channel, DATABASE, "insert", with(insert, 1));

      full.set(true);
      assertThatThrownBy(() -> backend.handleCommand(channel, DATABASE, "insert", with(insert, 2)))
          .isInstanceOf(JournalWriteException.class)
          .hasMessageContaining("No space left on device");
      assertThatThrownBy(() -> backend.handleCommand(channel, DATABASE, "insert", with(insert, 3)))
          .isInstanceOf(JournalWriteException.class);

      full.set(false);
      backend.handleCommand(channel, DATABASE, "insert", with(insert, 4));
    }
    try (var server = new Server()) {
      // What was refused while it was being applied may be there; what was refused before may not.
      assertThat(server.find("c")).isEqualTo(List.of(numbered(1), numbered(2), numbered(4)));
    }
  }

  private static Document with(Document insert, int id) {
    return insert.clone().append("documents", List.of(numbered(id)));
  }

  /** A file on a disk that can be full. */
  private record LimitedFile(JournalFile file, AtomicBoolean full) implements JournalFile {
    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      if (full.get()) {
        file.write(bytes.slice(0, bytes.remaining() / 2), position);
        throw new IOException("No space left on device");
      }
      file.write(bytes, position);
    }

    @Override
    public void truncate(long length) throws IOException {
      file.truncate(length);
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
