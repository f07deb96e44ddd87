package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

/**
 * Why an attempt failed.
 *
 * @param code a short word from the agent's own closed set, for example {@code product_unknown}
 * @param message one sentence for an operator; no personal data
 * @param retryable whether another attempt may succeed
 */
public record TaskError(String code, String message, boolean retryable) {
  public TaskError {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }
}
