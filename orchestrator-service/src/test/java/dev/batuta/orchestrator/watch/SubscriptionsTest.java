package dev.batuta.orchestrator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.task.Task;
import dev.batuta.orchestrator.task.TaskEvent;
import dev.batuta.orchestrator.task.TaskRoute;
import dev.batuta.orchestrator.task.TaskSpec;
import dev.batuta.orchestrator.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");
  private static final int MOST = 2;
  private static final int WAITING = 3;

  private final Subscriptions subscriptions = new Subscriptions(MOST, WAITING);

  @Test
  void a_followed_task_is_told_after_the_number_seen_last_and_each_number_once() {
    assertThat(subscriptions.follow(id(1), 2)).isTrue();

    assertThat(subscriptions.next()).isEqualTo(id(1));
    assertThat(numbers(subscriptions.news(task(1, 4, false)))).containsExactly(3, 4);
    assertThat(subscriptions.news(task(1, 4, false))).isEmpty();
    assertThat(numbers(subscriptions.news(task(1, 6, true)))).containsExactly(5, 6);
    assertThat(subscriptions.changed(id(1))).isTrue();
    assertThat(subscriptions.isEmpty()).as("an ended task is followed no more").isTrue();
  }

  @Test
  void a_tenants_watcher_hears_what_happens_from_now_on() {
    subscriptions.followTenant(NOON.plusSeconds(3));

    assertThat(numbers(subscriptions.news(task(1, 4, false)))).containsExactly(3, 4);
    assertThat(numbers(subscriptions.news(task(1, 5, true)))).containsExactly(5);
    assertThat(subscriptions.news(task(1, 5, true))).isEmpty();
  }

  @Test
  void changes_of_one_task_wait_as_one_and_too_many_find_no_room() {
    subscriptions.followTenant(NOON);
    for (int i = 1; i <= WAITING; i++) {
      assertThat(subscriptions.changed(id(i))).isTrue();
      assertThat(subscriptions.changed(id(i))).isTrue();
    }

    assertThat(subscriptions.changed(id(WAITING + 1))).isFalse();
    assertThat(subscriptions.next()).isEqualTo(id(1));
    assertThat(subscriptions.changed(id(WAITING + 1))).isTrue();
  }

  @Test
  void what_is_not_watched_does_not_wait_and_so_many_tasks_are_watched() {
    assertThat(subscriptions.changed(id(9))).isTrue();
    assertThat(subscriptions.isEmpty()).isTrue();
    assertThat(subscriptions.follow(id(1), 0)).isTrue();
    assertThat(subscriptions.follow(id(2), 0)).isTrue();
    assertThat(subscriptions.follow(id(3), 0)).isFalse();
    subscriptions.unfollow(id(1));
    assertThat(subscriptions.follow(id(3), 0)).isTrue();
  }

  @Test
  void a_tenant_has_so_many_places() {
    TenantPlaces places = new TenantPlaces(1);
    TenantId acme = new TenantId("acme");

    assertThat(places.take(acme)).isTrue();
    assertThat(places.take(acme)).isFalse();
    assertThat(places.take(new TenantId("globex"))).isTrue();
    places.free(acme);
    assertThat(places.take(acme)).isTrue();
    assertThat(places.all()).isEqualTo(2);
  }

  @Test
  void a_watcher_may_send_so_many_messages_in_a_while() {
    MessageRate rate = new MessageRate();
    for (int i = 0; i < MessageRate.MOST; i++) {
      assertThat(rate.take(NOON)).isTrue();
    }

    assertThat(rate.take(NOON.plusSeconds(1))).isFalse();
    assertThat(rate.take(NOON.plus(MessageRate.WINDOW))).isTrue();
  }

  private static List<Integer> numbers(List<TaskEvent> events) {
    return events.stream().map(TaskEvent::seq).toList();
  }

  private static TaskId id(int number) {
    return new TaskId(new UUID(3, number));
  }

  /** A task with so many events, one a second. */
  private static Task task(int number, int events, boolean ended) {
    TaskSpec spec =
        new TaskSpec(
            "invented",
            List.of(new Capability("count")),
            Priority.NORMAL,
            ContractJson.mapper().createObjectNode(),
            null,
            1,
            Duration.ofSeconds(30),
            null,
            id(number).toString(),
            null,
            null,
            null,
            null,
            NOON);
    TaskState state =
        new TaskState(
            ended ? TaskStatus.COMPLETED : TaskStatus.PROCESSING,
            1,
            0,
            null,
            NOON,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new Task(
        id(number),
        new TenantId("acme"),
        spec,
        new TaskRoute(new AgentId("count_agent"), "count", "the only one"),
        state,
        IntStream.rangeClosed(1, events)
            .mapToObj(seq ->
                new TaskEvent(seq, "task_status_update", NOON.plusSeconds(seq), Map.of(), null))
            .toList(),
        null,
        null,
        null);
  }
}
