package dev.batuta.orchestrator.watch;

import org.springframework.web.socket.CloseStatus;

/**
 * Why the server ends a WebSocket; RFC 6455 reserves 4000 to 4999 for applications. {@code
 * docs/live-updates.md} explains each.
 */
enum SocketClose {
  /** This instance stops; come again at once. */
  GOING_AWAY(1001, "this instance stops; come again"),
  /** Updates came faster than they were read; come again and subscribe after the last number. */
  SLOW_READER(1013, "slow reader; come again and subscribe after the last seq"),
  /** The instance has all the connections that it takes. */
  FULL(1013, "too many connections here; come again later"),
  /** A message is not one that the protocol knows. */
  BAD_MESSAGE(4400, "not a message of this protocol"),
  /** No credentials in time, credentials that are not valid, or that have run out. */
  UNAUTHENTICATED(4401, "credentials are missing, not valid or have run out"),
  /** The credentials act for no tenant or for another one, or lack the role. */
  FORBIDDEN(4403, "the credentials do not allow this"),
  /** Pings were not answered. */
  NO_SIGN_OF_LIFE(4408, "no pong"),
  /** More messages or connections than are taken. */
  TOO_MANY(4429, "too many messages or connections");

  private final int code;
  private final String reason;

  SocketClose(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  CloseStatus status() {
    return new CloseStatus(code, reason);
  }
}
