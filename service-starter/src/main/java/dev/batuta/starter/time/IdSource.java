package dev.batuta.starter.time;

import java.util.UUID;

/** Gives new ids. Thread-safe. */
@FunctionalInterface
public interface IdSource {
  /** A new time-ordered UUID (version 7, RFC 9562). */
  UUID next();
}
