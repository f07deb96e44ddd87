package dev.batuta.quote;

import dev.batuta.starter.testing.ArchitectureContract;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

final class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super("dev.batuta.quote");
  }

  @Test
  void features_depend_on_each_other_without_cycles() {
    var _ = ApplicationModules.of(QuoteApplication.class).verify();
  }
}
