package dev.batuta.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/** Finished tasks put straight into the database: a history as months would make it. */
final class StoredTasks implements AutoCloseable {
  private static final int BATCH = 2_000;

  private final MongoClient client;
  private final MongoCollection<Document> tasks;

  /** Opens the product's database. */
  StoredTasks(String uri) {
    client = MongoClients.create(uri);
    String database = new com.mongodb.ConnectionString(uri).getDatabase();
    tasks = client.getDatabase(database == null ? "batuta" : database).getCollection("tasks");
  }

  /**
   * Stores copies of a finished task.
   *
   * @param tenants ids of the tenants that they belong to, in turn
   */
  void fill(int count, List<String> tenants) {
    Document pattern = tasks.find(Filters.eq("state.status", "COMPLETED")).first();
    if (pattern == null) {
      throw new IllegalStateException("a completed task was expected to be there already");
    }
    List<Document> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < count; i++) {
      Document copy = new Document(pattern);
      copy.put(
          "_id",
          UUID.nameUUIDFromBytes(("stored " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .toString());
      copy.put("tenant_id", tenants.get(i % tenants.size()));
      batch.add(copy);
      if (batch.size() == BATCH || i == count - 1) {
        tasks.insertMany(batch);
        batch.clear();
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
