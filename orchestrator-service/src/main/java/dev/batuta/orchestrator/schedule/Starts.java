package dev.batuta.orchestrator.schedule;

/** Starts what a firing is for. */
@FunctionalInterface
interface Starts {
  /**
   * Starts it; the same firing twice has the effect of once.
   *
   * @return the id of the run or task, derived from the firing's
   * @throws RuntimeException if it cannot be started now
   */
  String start(Schedule schedule, Firing firing);
}
