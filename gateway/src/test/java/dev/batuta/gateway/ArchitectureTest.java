package dev.batuta.gateway;

import dev.batuta.starter.testing.ArchitectureContract;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

final class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super("dev.batuta.gateway");
  }

  @Test
  void features_depend_on_each_other_without_cycles() {
    var _ = ApplicationModules.of(GatewayApplication.class).verify();
  }
}
