package dev.batuta.embedded.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses and checks listening ports on the loopback address. Chosen ports lie between 20000 and
 * 31999: below the range (from 32768) from which Linux takes the ports of outgoing connections, so
 * that none of those can take the port first.
 */
public final class Ports {
  private static final int LOWEST = 20_000;
  private static final int ABOVE = 32_000;
  private static final int ATTEMPTS = 200;

  private final RandomGenerator random;
  private final Set<Integer> handedOut = ConcurrentHashMap.newKeySet();

  /** Ports in an order given by {@code random}. */
  public Ports(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A port on which nothing listens now, and another one at each call.
   *
   * @throws InfrastructureStartException if no free port is found
   */
  public int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(LOWEST, ABOVE);
      if (isFree(port) && handedOut.add(port)) {
        return port;
      }
    }
    throw new InfrastructureStartException(
        "no free port found between " + LOWEST + " and " + (ABOVE - 1));
  }

  /**
   * The wanted port, or a free one when 0 is wanted.
   *
   * @param wanted 0 to 65535
   * @param wantedBy what will listen there, for the message
   * @throws InfrastructureStartException if something listens on the wanted port
   */
  public int choose(int wanted, String wantedBy) {
    if (wanted == 0) {
      return free();
    }
    requireFree(wanted, wantedBy);
    handedOut.add(wanted);
    return wanted;
  }

  /**
   * Checks that nothing listens on the port.
   *
   * @throws InfrastructureStartException if something does
   */
  public static void requireFree(int port, String wantedBy) {
    if (!isFree(port)) {
      throw inUse(port, wantedBy, null);
    }
  }

  /** The exception that says that {@code port} is taken. */
  public static InfrastructureStartException inUse(
      int port, String wantedBy, @Nullable Throwable cause) {
    return new InfrastructureStartException(
        "port " + port + ", wanted by " + wantedBy + ", is in use by another program", cause);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
