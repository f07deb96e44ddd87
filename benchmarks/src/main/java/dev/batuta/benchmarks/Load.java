package dev.batuta.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients at once. */
final class Load {
  private Load() {}

  /** Something that one client does. */
  @FunctionalInterface
  interface Client {
    void run() throws IOException, InterruptedException;
  }

  /** Lets each of so many clients do it, and waits for all. */
  static void each(int clients, Client client) throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(
            executor.submit(() -> {
              client.run();
              return null;
            }));
      }
      for (Future<?> each : running) {
        var _ = each.get();
      }
    }
  }
}
