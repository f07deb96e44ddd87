package dev.batuta.starter.claim;

/**
 * A value is larger than what is kept for anybody. Whoever takes values from outside asks first.
 */
public final class ClaimTooLargeException extends RuntimeException {
  ClaimTooLargeException(int bytes, int most) {
    super("a value has at most %d bytes of JSON, this one has %d".formatted(most, bytes));
  }
}
