package dev.batuta.agent.task;

/** A task's payload does not have the form that its handler needs; no further attempt helps. */
public final class InvalidPayloadException extends RuntimeException {
  InvalidPayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
