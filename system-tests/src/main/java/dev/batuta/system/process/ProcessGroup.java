package dev.batuta.system.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Processes that are started from here and end with it at the latest, even when this JVM is killed.
 * Thread-safe.
 */
public final class ProcessGroup implements AutoCloseable {
  private final Path logs;
  private final Guard guard = new Guard();
  private final List<SystemProcess> processes = new ArrayList<>();

  /** A group whose processes write their output into files in {@code logs}. */
  public ProcessGroup(Path logs) {
    this.logs = logs;
  }

  /**
   * A process of this group, not started yet.
   *
   * @param name names it and its log file
   * @param command what is run
   * @param environment added to this JVM's own
   * @param healthy asks whether it can do its work
   */
  public synchronized SystemProcess process(
      String name, List<String> command, Map<String, String> environment, BooleanSupplier healthy) {
    SystemProcess process =
        new SystemProcess(name, command, environment, healthy, logs.resolve(name + ".log"), guard);
    processes.add(process);
    return process;
  }

  /** Ends all, the newest first. */
  @Override
  public synchronized void close() {
    processes.reversed().forEach(SystemProcess::kill);
    guard.close();
  }
}
