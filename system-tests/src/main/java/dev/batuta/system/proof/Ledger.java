package dev.batuta.system.proof;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.batuta.contracts.TenantId;
import dev.batuta.system.installation.Installation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** What the counter agent wrote, read past the product. */
final class Ledger {
  private final String database;

  Ledger(Installation batuta) {
    this.database = batuta.mongo();
  }

  /**
   * An effect.
   *
   * @param task whose
   * @param label of the step that asked for it; empty for none
   */
  record Entry(String task, String label) {}

  /** All effects of a tenant. */
  List<Entry> of(TenantId tenant) {
    List<Entry> entries = new ArrayList<>();
    try (MongoClient mongo = MongoClients.create(database)) {
      mongo
          .getDatabase("batuta")
          .getCollection("counter_ledger")
          .find(eq("tenant_id", tenant.value()))
          .forEach((Document entry) ->
              entries.add(new Entry(entry.getString("task"), entry.getString("label"))));
    }
    return entries;
  }

  /** Name of the process that wrote the newest entry; empty when there is none. */
  Optional<String> newestBy(TenantId tenant) {
    try (MongoClient mongo = MongoClients.create(database)) {
      List<Document> all = new ArrayList<>();
      mongo
          .getDatabase("batuta")
          .getCollection("counter_ledger")
          .find(eq("tenant_id", tenant.value()))
          .into(all);
      return all.stream()
          .max(Comparator.comparing(entry -> entry.getDate("at")))
          .map(entry -> entry.getString("process"));
    }
  }
}
