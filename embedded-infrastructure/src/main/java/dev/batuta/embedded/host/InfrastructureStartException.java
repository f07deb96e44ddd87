package dev.batuta.embedded.host;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server cannot start: a port is taken, a directory is used by another process, a disk
 * is full. The message is one sentence for the person who started the product.
 */
public final class InfrastructureStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The sentence alone, when there is no other cause worth showing. */
  public InfrastructureStartException(String message) {
    this(message, null);
  }

  /** The sentence and what led to it. */
  public InfrastructureStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
