package dev.batuta.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class QueryPlannerTest {
  private final OrderedIndex primary = index("_id_", new Document("_id", 1), new Document());
  private final OrderedIndex queue =
      index("queue", new Document("status", 1).append("due", 1), new Document());
  private final OrderedIndex open =
      index(
          "open",
          new Document("session", 1),
          new Document("unique", true)
              .append("partialFilterExpression", new Document("state", "OPEN")));
  private final OrderedIndex sparse =
      index("sparse", new Document("email", 1), new Document("sparse", true));

  private static OrderedIndex index(String name, Document key, Document options) {
    var description = new Document("name", name).append("key", key).appendAll(options);
    return new OrderedIndex(IndexDefinition.parse(description));
  }

  private Optional<QueryPlan> plan(Document query, @Nullable Document sort, int limit) {
    return QueryPlanner.plan(List.of(primary, queue, open, sparse), query, sort, limit);
  }

  private @Nullable String indexFor(Document query) {
    return plan(query, null, 0).map(plan -> plan.index().getName()).orElse(null);
  }

  @Test
  void a_version_check_uses_the_primary_index() {
    assertThat(indexFor(new Document("_id", "q1").append("version", 4))).isEqualTo("_id_");
  }

  @Test
  void a_claim_reads_the_queue_in_order_and_does_not_sort() {
    Optional<QueryPlan> claim =
        plan(
            new Document("status", "QUEUED").append("due", new Document("$lte", 5)),
            new Document("due", 1),
            1);
    Optional<QueryPlan> newest = plan(new Document("status", "QUEUED"), new Document("due", -1), 1);

    assertThat(claim).hasValueSatisfying(plan -> assertThat(plan.sorted()).isTrue());
    assertThat(newest)
        .hasValueSatisfying(plan -> assertThat(plan.sorted() && plan.descending()).isTrue());
  }

  @Test
  void several_values_are_read_apart_and_sorted_afterwards() {
    Optional<QueryPlan> plan =
        plan(
            new Document("status", new Document("$in", List.of("QUEUED", "WAITING"))),
            new Document("due", 1),
            10);

    assertThat(plan)
        .hasValueSatisfying(found -> {
          assertThat(found.prefixes()).hasSize(2);
          assertThat(found.sorted()).isFalse();
        });
  }

  @Test
  void a_partial_index_is_used_only_for_queries_that_stay_inside_it() {
    assertThat(indexFor(new Document("session", "s"))).isNull();
    assertThat(indexFor(new Document("session", "s").append("state", "CLOSED"))).isNull();
    assertThat(indexFor(new Document("session", "s").append("state", "OPEN"))).isEqualTo("open");
  }

  @Test
  void a_sparse_index_is_not_used_to_find_what_it_leaves_out() {
    assertThat(indexFor(new Document("email", null))).isNull();
    assertThat(indexFor(new Document("email", "a@example.com"))).isEqualTo("sparse");
  }

  @Test
  void a_query_without_an_indexed_field_reads_everything() {
    assertThat(indexFor(new Document("note", "x"))).isNull();
    assertThat(indexFor(new Document("status", new Document("$ne", "DONE")))).isNull();
  }
}
