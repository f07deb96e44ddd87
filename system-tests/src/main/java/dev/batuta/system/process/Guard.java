package dev.batuta.system.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A small process that outlives this one by a moment: it hears the ids of the processes that are
 * started, and kills those that are left when this one ends in whatever way. Also a frozen process
 * ends so. Thread-safe.
 */
final class Guard implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=' '
      while read -r word pid; do
        case $word in
          started) pids="$pids$pid " ;;
          ended) pids="${pids%%" $pid "*} ${pids#*" $pid "}" ;;
        esac
      done
      for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
      """;

  private final BufferedWriter words;

  Guard() {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      words = shell.outputWriter(StandardCharsets.US_ASCII);
    } catch (IOException failure) {
      throw new UncheckedIOException("the guard cannot be started", failure);
    }
  }

  void started(long pid) {
    say("started", pid);
  }

  void ended(long pid) {
    say("ended", pid);
  }

  private synchronized void say(String word, long pid) {
    try {
      words.write(word + " " + pid + "\n");
      words.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException("the guard is gone", failure);
    }
  }

  /** Kills what was not said to have ended. */
  @Override
  public synchronized void close() {
    try {
      words.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("the guard is gone", failure);
    }
  }
}
