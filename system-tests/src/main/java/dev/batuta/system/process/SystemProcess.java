package dev.batuta.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One process of an installation. Its output is appended to a file over all its lives. Thread-safe.
 */
public final class SystemProcess {
  /** How long a start may take on a slow, busy machine. */
  public static final Duration LONGEST_START = Duration.ofMinutes(8);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
  private static final int TAIL = 60;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final BooleanSupplier healthy;
  private final Path log;
  private final Guard guard;
  private @Nullable Process process;
  private boolean guarded;

  SystemProcess(
      String name,
      List<String> command,
      Map<String, String> environment,
      BooleanSupplier healthy,
      Path log,
      Guard guard) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = new HashMap<>(environment);
    this.healthy = healthy;
    this.log = log;
    this.guard = guard;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** Sets a variable of its environment from the next start on. */
  public synchronized SystemProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Takes a variable out of its environment from the next start on. */
  public synchronized SystemProcess without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Starts it, unless it runs, and does not wait. */
  public synchronized SystemProcess start() {
    if (isAlive()) {
      return this;
    }
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      forget();
      Process started = builder.start();
      guard.started(started.pid());
      guarded = true;
      process = started;
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(name + " cannot be started", failure);
    }
  }

  /**
   * Waits until it can do its work.
   *
   * @throws IllegalStateException with the end of its log, if it ends or takes too long
   */
  public SystemProcess awaitHealthy() {
    boolean answers = Pause.until(LONGEST_START, () -> !isAlive() || healthy.getAsBoolean());
    if (!isAlive()) {
      throw new IllegalStateException(name + " ended while starting:\n" + tail());
    }
    if (!answers) {
      throw new IllegalStateException(
          name + " was not healthy within " + LONGEST_START + ":\n" + tail());
    }
    return this;
  }

  /** SIGKILL: nothing in it gets to finish. */
  public synchronized void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      await(running);
    }
  }

  /** SIGTERM: it ends in order, or is killed when it takes too long. */
  public synchronized void stop() {
    Process running = process;
    if (running != null) {
      running.destroy();
      await(running);
    }
  }

  /** SIGSTOP: it stands still and keeps its connections. */
  public void freeze() {
    signal("-STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  public void thaw() {
    signal("-CONT");
  }

  /** Whether there is a process, frozen or not. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Its id in the operating system; of its last life when it has ended. */
  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process.pid();
  }

  /** The last lines of its output. */
  public String tail() {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
    } catch (IOException | UncheckedIOException failure) {
      return "(" + log + " cannot be read)";
    }
  }

  private synchronized void forget() {
    if (guarded && process != null) {
      guard.ended(process.pid());
      guarded = false;
    }
  }

  private void signal(String signal) {
    try {
      Process sent = new ProcessBuilder("kill", signal, Long.toString(pid())).start();
      if (sent.waitFor() != 0) {
        throw new IllegalStateException(name + " did not get signal " + signal);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("no signal can be sent", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private synchronized void await(Process ending) {
    try {
      if (!ending.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        ending.destroyForcibly();
        if (!ending.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
          throw new IllegalStateException(name + " survived SIGKILL");
        }
      }
      forget();
    } catch (InterruptedException interrupted) {
      ending.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
