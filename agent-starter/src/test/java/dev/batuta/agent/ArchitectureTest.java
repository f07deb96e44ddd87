package dev.batuta.agent;

import dev.batuta.starter.testing.ArchitectureContract;

final class ArchitectureTest extends ArchitectureContract {
  ArchitectureTest() {
    super("dev.batuta.agent");
  }
}
