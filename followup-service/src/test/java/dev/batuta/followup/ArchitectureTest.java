package dev.batuta.followup;

import dev.batuta.starter.testing.ArchitectureContract;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

final class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super("dev.batuta.followup");
  }

  @Test
  void features_depend_on_each_other_without_cycles() {
    var _ = ApplicationModules.of(FollowupApplication.class).verify();
  }
}
