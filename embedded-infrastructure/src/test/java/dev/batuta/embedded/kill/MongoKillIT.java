package dev.batuta.embedded.kill;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import dev.batuta.embedded.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MongoKillIT {
  private static final int THREADS = 6;
  private static final int ACKNOWLEDGED_BEFORE_KILL = 1_500;
  private static final int KILLS = 3;

  private final Ports ports = new Ports(RandomGenerator.getDefault());
  private final Set<String> inserted = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Integer> counted = new ConcurrentHashMap<>();

  @Test
  void every_acknowledged_write_survives_kill_9(@TempDir Path directory) throws Exception {
    for (int round = 0; round < KILLS; round++) {
      int port = ports.free();
      ServerProcess server = ServerProcess.start("mongo", directory, port, 0);
      checkWhatWasAcknowledged(port);

      killInTheMiddleOfWrites(server, port, round);
      appendHalfARecord(directory);
    }

    int port = ports.free();
    ServerProcess server = ServerProcess.start("mongo", directory, port, 0);
    checkWhatWasAcknowledged(port);
    server.kill();
  }

  private void killInTheMiddleOfWrites(ServerProcess server, int port, int round)
      throws InterruptedException {
    int before = inserted.size();
    try (MongoClient client = connect(port);
        ExecutorService writers = Executors.newFixedThreadPool(THREADS)) {
      MongoCollection<Document> documents = documents(client);
      documents.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
      for (int thread = 0; thread < THREADS; thread++) {
        int writer = thread;
        writers.execute(() -> write(client, writer, round));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> inserted.size() >= before + ACKNOWLEDGED_BEFORE_KILL);
      server.kill();
    }
  }

  /** Writes until the server is gone, and remembers what the server acknowledged. */
  private void write(MongoClient client, int writer, int round) {
    MongoCollection<Document> counters = client.getDatabase("kill").getCollection("counters");
    try {
      for (int i = 0; ; i++) {
        String id = round + "-" + writer + "-" + i;
        documents(client)
            .insertOne(
                new Document("_id", id).append("key", "k" + id).append("pad", "x".repeat(200)));
        inserted.add(id);
        Document counter =
            counters.findOneAndUpdate(
                eq("_id", writer),
                inc("n", 1),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        if (counter != null) {
          counted.put(writer, counter.getInteger("n"));
        }
      }
    } catch (MongoException serverKilled) {
      // the write that failed was not acknowledged
    }
  }

  private void checkWhatWasAcknowledged(int port) {
    try (MongoClient client = connect(port)) {
      Set<String> found =
          new HashSet<>(
              documents(client).find().map(d -> d.getString("_id")).into(new ArrayList<>()));
      assertThat(found).containsAll(inserted);
      assertThat(found.size() - inserted.size())
          .as("written but not acknowledged: at most one for each thread and kill")
          .isLessThanOrEqualTo(THREADS * KILLS);
      for (Map.Entry<Integer, Integer> counter : counted.entrySet()) {
        Document kept =
            client
                .getDatabase("kill")
                .getCollection("counters")
                .find(eq("_id", counter.getKey()))
                .first();
        assertThat(kept).isNotNull();
        assertThat(kept.getInteger("n")).isBetween(counter.getValue(), counter.getValue() + KILLS);
      }
      for (String id : inserted.stream().limit(20).toList()) {
        assertThat(documents(client).countDocuments(eq("key", "k" + id))).isEqualTo(1);
        assertThatThrownBy(() -> documents(client).insertOne(new Document("key", "k" + id)))
            .isInstanceOf(MongoWriteException.class)
            .hasMessageContaining("E11000");
      }
    }
  }

  private static MongoCollection<Document> documents(MongoClient client) {
    return client.getDatabase("kill").getCollection("documents");
  }

  private static MongoClient connect(int port) {
    return MongoClients.create(
        "mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=3000&socketTimeoutMS=10000");
  }

  /** What a crash in the middle of a write leaves. */
  private static void appendHalfARecord(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> journals =
          files
              .filter(file -> file.getFileName().toString().startsWith("journal"))
              .sorted()
              .toList();
      Files.write(journals.getLast(), new byte[] {0, 0, 1, 0, 7, 7, 7}, StandardOpenOption.APPEND);
    }
  }
}
