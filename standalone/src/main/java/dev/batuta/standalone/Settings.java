package dev.batuta.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the product runs.
 *
 * @param port the gateway's port; the services take the seven after it
 * @param data the directory that keeps everything
 * @param announceTo a file that gets the URL and the new keys as JSON when all is healthy; null to
 *     print them
 */
record Settings(int port, Path data, @Nullable Path announceTo) {
  private static final int SERVICES = 7;
  private static final int HIGHEST = 65_535 - SERVICES;

  /**
   * Reads {@code BATUTA_PORT}, {@code BATUTA_DATA} and {@code BATUTA_ANNOUNCE}.
   *
   * @throws StartFailure if the port is none
   */
  static Settings read(Map<String, String> environment) {
    String announce = environment.get("BATUTA_ANNOUNCE");
    return new Settings(
        port(environment.getOrDefault("BATUTA_PORT", "8000")),
        Path.of(environment.getOrDefault("BATUTA_DATA", "data")).toAbsolutePath().normalize(),
        announce == null ? null : Path.of(announce));
  }

  /** Where a service listens: the gateway at 0, the others after it. */
  int port(int place) {
    return port + place;
  }

  /** The gateway's address. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= HIGHEST) {
        return port;
      }
    } catch (NumberFormatException _) {
      throw new StartFailure("BATUTA_PORT is not a number: " + text);
    }
    throw new StartFailure("BATUTA_PORT must be 1 to " + HIGHEST + ", was " + text);
  }
}
