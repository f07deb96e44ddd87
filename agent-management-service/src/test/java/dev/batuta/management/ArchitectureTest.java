package dev.batuta.management;

import dev.batuta.starter.testing.ArchitectureContract;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

final class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super("dev.batuta.management");
  }

  @Test
  void features_depend_on_each_other_without_cycles() {
    var _ = ApplicationModules.of(AgentManagementApplication.class).verify();
  }
}
