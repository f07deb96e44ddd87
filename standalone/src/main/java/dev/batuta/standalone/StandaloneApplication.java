package dev.batuta.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts the whole product in this process and stays until it is told to stop. */
final class StandaloneApplication {
  private static final int FAILED = 1;

  private StandaloneApplication() {}

  /** Starts it. {@code key TENANT} instead makes a key of a tenant with a running product. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    // Until the first service has set up logging, the libraries would print at debug level.
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    AtomicReference<@Nullable Batuta> running = new AtomicReference<>();
    try {
      Settings settings = Settings.read(System.getenv());
      if (arguments.length == 2 && arguments[0].equals("key")) {
        out.println(
            new DemoTenants(settings.url(), Secrets.in(settings.data()).platformKey())
                .createKey(arguments[1]));
        return;
      }
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(() -> {
                    Batuta batuta = running.getAndSet(null);
                    if (batuta != null) {
                      out.println("Stopping …");
                      batuta.close();
                    }
                  }));
      Batuta batuta =
          Batuta.start(settings, what -> out.println("  starting " + what), running::set);
      List<DemoTenants.Tenant> tenants =
          new DemoTenants(settings.url(), batuta.secrets().platformKey()).ensure();
      announce(settings, tenants, out);
    } catch (StartFailure failure) {
      err.println(failure.getMessage());
      System.exit(FAILED);
    } catch (RuntimeException failure) {
      err.println("Batuta could not start: " + root(failure));
      LoggerFactory.getLogger(StandaloneApplication.class)
          .atError()
          .setCause(failure)
          .log("start failed");
      System.exit(FAILED);
    }
    new CountDownLatch(1).await();
  }

  private static void announce(
      Settings settings, List<DemoTenants.Tenant> tenants, PrintStream out) {
    ObjectNode announced = ContractJson.mapper().createObjectNode();
    announced.put("url", settings.url());
    ArrayNode list = announced.putArray("tenants");
    tenants.forEach(
        tenant -> list.addObject().put("id", tenant.id()).put("api_key", tenant.apiKey()));
    Path file = settings.announceTo();
    if (file == null) {
      out.println(announced);
      return;
    }
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, announced.toString());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new StartFailure("The start cannot be announced in " + file + ".", failure);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
