package dev.batuta.orchestrator.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.starter.security.SecretSeal;
import java.util.Optional;

/**
 * The signed addresses at which programs outside call a callback step. Whoever knows an address may
 * call it; nobody can make one, since it is sealed under the installation's key. Thread-safe.
 */
final class CallbackAddresses {
  /** Below this path stand the addresses; the gateway lets them pass without credentials. */
  static final String PATH = "/webhooks/callbacks/";

  private static final String PURPOSE = "workflow callback";
  private static final int PARTS = 3;

  private final SecretSeal seal;

  CallbackAddresses(SecretSeal seal) {
    this.seal = seal;
  }

  /**
   * What an address leads to.
   *
   * @param tenant whose run
   * @param run which
   * @param step id of the callback step
   */
  record Target(TenantId tenant, RunId run, String step) {}

  /** The address of a step, as a path. */
  String address(Target target) {
    String plain = target.tenant() + " " + target.run() + " " + target.step();
    // Base64's own letters would not survive in a path.
    return PATH
        + seal.close(plain.getBytes(UTF_8), PURPOSE)
            .replace('+', '-')
            .replace('/', '_')
            .replace("=", "~");
  }

  /** What a token leads to; empty if it was not made here. */
  Optional<Target> open(String token) {
    try {
      byte[] plain =
          seal.open(token.replace('-', '+').replace('_', '/').replace("~", "="), PURPOSE);
      String[] parts = new String(plain, UTF_8).split(" ", PARTS);
      return Optional.of(new Target(new TenantId(parts[0]), RunId.parse(parts[1]), parts[2]));
    } catch (IllegalStateException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
