package dev.batuta.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/chat/process",
        "/api/v1/tasks/",
        "/api/v1/conversations/%2B59899123456",
        "/api/v1/products/caf%C3%A9%20molido",
        "/api/v1/products/a.b..c",
        "/api/v1/products/...",
        "/api/v1/tasks/0199-abc:1"
      })
  void plain_paths_pass(String path) {
    assertThat(PathGuard.isPlain(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "internal",
        "//internal/service-tokens",
        "/api//v1",
        "/api/v1/tasks/../../internal/service-tokens",
        "/api/v1/tasks/./x",
        "/api/v1/tasks/..",
        "/api/v1/tasks/.",
        "/api/v1/tasks/%2e%2e/x",
        "/api/v1/tasks/.%2E/x",
        "/api/v1/tasks/..%2f..%2finternal",
        "/api/v1/tasks/%5c..%5c",
        "/api/v1/tasks/%252e%252e/x",
        "/api/v1/tasks;x=1/y",
        "/api/v1/tasks%3Bx=1",
        "/api/v1\\tasks",
        "/api/v1/tasks/%00",
        "/api/v1/tasks/%0d%0a",
        "/api/v1/tasks/%7F",
        "/api/v1/tasks/%2",
        "/api/v1/tasks/%zz",
        "/api/v1/tasks/\u0000"
      })
  void paths_with_a_second_meaning_do_not(String path) {
    assertThat(PathGuard.isPlain(path)).isFalse();
  }
}
