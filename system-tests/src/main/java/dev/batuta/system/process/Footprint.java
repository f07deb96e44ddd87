package dev.batuta.system.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a JVM holds on to, after a full collection.
 *
 * @param pid the process
 * @param threads platform and virtual threads that have not ended
 * @param heapKb objects that are still reachable, in kilobytes
 */
public record Footprint(long pid, long threads, long heapKb) {
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  /** Measures a process by {@code jcmd}, which must be the same user's. */
  public static Footprint of(SystemProcess process) {
    long pid = process.pid();
    try {
      Path dump = Files.createTempFile("batuta-threads-", ".txt");
      try {
        var _ = jcmd(pid, "GC.run");
        var _ = jcmd(pid, "Thread.dump_to_file", "-overwrite", dump.toString());
        long threads;
        try (var lines = Files.lines(dump, StandardCharsets.ISO_8859_1)) {
          threads = lines.filter(line -> line.startsWith("#")).count();
        }
        long heap =
            jcmd(pid, "GC.heap_info")
                .lines()
                .takeWhile(line -> !line.contains("Metaspace"))
                .flatMap(line -> USED.matcher(line).results())
                .map((MatchResult used) -> used.group(1))
                .mapToLong(Long::parseLong)
                .sum();
        return new Footprint(pid, threads, heap);
      } finally {
        Files.deleteIfExists(dump);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(process.name() + " cannot be measured", failure);
    }
  }

  private static String jcmd(long pid, String... words) throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(java.util.List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    return output;
  }
}
