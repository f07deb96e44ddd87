package dev.batuta.gateway.authentication;

import dev.batuta.contracts.problem.ProblemCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an API key at the token issuer. */
sealed interface Exchanged {
  /**
   * It is good.
   *
   * @param authorization the header that says so to the services
   * @param tenant whose key it is; null for a platform key
   * @param lifetime for how long the token is good
   */
  record Granted(String authorization, @Nullable String tenant, Duration lifetime)
      implements Exchanged {
    @Override
    public String toString() {
      return "Granted[tenant=" + tenant + "]";
    }
  }

  /** It is not. */
  record Refused(ProblemCode code, String detail) implements Exchanged {}
}
