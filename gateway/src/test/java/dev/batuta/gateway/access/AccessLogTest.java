package dev.batuta.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AccessLogTest {
  @Test
  void phone_numbers_in_a_path_are_not_written() {
    assertThat(AccessLog.speakable("/api/v1/conversations/%2B59899123456/messages"))
        .isEqualTo("/api/v1/conversations/…/messages");
    assertThat(AccessLog.speakable("/api/v1/conversations/sess_59899123456"))
        .isEqualTo("/api/v1/conversations/sess_…");
  }

  @Test
  void the_secret_address_of_a_callback_is_not_written() {
    assertThat(AccessLog.speakable("/webhooks/callbacks/13389d0a.gWLzPIP9RoRM"))
        .isEqualTo("/webhooks/callbacks/…");
  }

  @Test
  void ids_are() {
    String task = "/api/v1/tasks/01993412-1234-7000-8000-012345678901";

    assertThat(AccessLog.speakable(task)).isEqualTo(task);
    assertThat(AccessLog.speakable("/api/v1/quotes/2026-000123"))
        .isEqualTo("/api/v1/quotes/2026-000123");
  }
}
