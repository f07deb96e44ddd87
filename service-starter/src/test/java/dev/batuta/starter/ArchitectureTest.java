package dev.batuta.starter;

import dev.batuta.starter.testing.ArchitectureContract;

final class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super("dev.batuta.starter");
  }
}
