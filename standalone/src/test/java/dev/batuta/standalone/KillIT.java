package dev.batuta.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real process, really killed, in the middle of real work. */
final class KillIT {
  private static final int CONVERSATIONS = 200;
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

  @Test
  void killed_amid_two_hundred_conversations_it_answers_each_once_and_reuses_no_number(
      @TempDir Path data) throws InterruptedException, ExecutionException {
    try (RunningProduct product = new RunningProduct(data)) {
      var _ = product.start();
      String key = product.bmcKey();
      // One conversation first: what follows finds the product warm and at work.
      var _ = product.chat(key, "+59899000000", order("Ana"));

      List<Integer> notAcknowledged = new ArrayList<>();
      CountDownLatch underway = new CountDownLatch(CONVERSATIONS / 2);
      try (ExecutorService customers = Executors.newFixedThreadPool(8)) {
        Map<Integer, Future<Boolean>> sent = new HashMap<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
          int customer = i;
          sent.put(i, customers.submit(() -> write(product, customer, underway)));
        }
        underway.await();
        product.kill();
        for (Map.Entry<Integer, Future<Boolean>> each : sent.entrySet()) {
          if (!each.getValue().get()) {
            notAcknowledged.add(each.getKey());
          }
        }
      }
      var _ = product.start();
      // As Meta does with everything that got no 200, and now and then with what did.
      for (int customer = 0; customer < CONVERSATIONS; customer++) {
        if (notAcknowledged.contains(customer) || customer % 10 == 0) {
          assertThat(write(product, customer, underway)).isTrue();
        }
      }

      await()
          .atMost(LONG_ENOUGH)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(answered(product, key)).hasSize(CONVERSATIONS));
      List<String> numbers = new ArrayList<>();
      for (int customer = 0; customer < CONVERSATIONS; customer++) {
        List<JsonNode> got = product.sandbox(key, contact(customer));
        assertThat(got)
            .as("answers to customer %d", customer)
            .extracting(message -> message.path("type").stringValue())
            .containsExactlyInAnyOrder("text", "document");
        numbers.add(got.stream().map(KillIT::documentName).reduce("", String::concat));
      }
      assertThat(numbers).doesNotHaveDuplicates();
      assertThat(quoteNumbers(product, key)).hasSize(CONVERSATIONS + 1).doesNotHaveDuplicates();
      assertThat(new TreeSet<>(quoteNumbers(product, key)).last())
          .endsWith("%06d".formatted(CONVERSATIONS + 1));
    }
  }

  private static boolean write(RunningProduct product, int customer, CountDownLatch underway) {
    try {
      int status =
          product
              .whatsapp(
                  RunningProduct.BMC_NUMBER,
                  contact(customer).substring(1),
                  "wamid.kill." + customer,
                  order("Cliente"))
              .statusCode();
      underway.countDown();
      return status == 200;
    } catch (RuntimeException _) {
      return false;
    }
  }

  private static String order(String name) {
    return "Hola, soy " + name + ", cotizame 6 paneles isopanel de 100 mm de 4 m blanco para Salto";
  }

  private static String contact(int customer) {
    return "+5989920%04d".formatted(customer);
  }

  /** The customers with a text and a document. */
  private static List<String> answered(RunningProduct product, String key) {
    Map<String, Integer> messages = new HashMap<>();
    product
        .json(product.get(key, "/api/v1/channels/sandbox/messages?limit=500"))
        .path("messages")
        .forEach(m -> messages.merge(m.path("contact").stringValue(), 1, Integer::sum));
    return messages.entrySet().stream()
        .filter(each -> each.getValue() >= 2)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String documentName(JsonNode message) {
    return message.path("type").stringValue().equals("document")
        ? message.path("text").stringValue()
        : "";
  }

  private static List<String> quoteNumbers(RunningProduct product, String key) {
    List<String> numbers = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = product.json(product.get(key, "/api/v1/quotes?limit=200" + cursor));
      page.path("items").forEach(quote -> numbers.add(quote.path("number").stringValue("none")));
      String next = page.path("next_cursor").stringValue("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return numbers;
  }
}
