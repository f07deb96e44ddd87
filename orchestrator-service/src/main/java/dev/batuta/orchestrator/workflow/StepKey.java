package dev.batuta.orchestrator.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Names one execution of a step within a run: its id, and before it the items that it belongs to,
 * as in {@code orders:3/lines:0/price}. A step outside of any {@code for_each} is just its id. The
 * execution that undoes a step has {@code undo:} before it.
 */
final class StepKey {
  private static final String UNDO = "undo:";

  private StepKey() {}

  /** The id of the step. */
  static String id(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** What stands before the id: empty, or ending in a slash. */
  static String prefix(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  /** A step next to another one, in the same list and the same items. */
  static String sibling(String key, String id) {
    return prefix(key) + id;
  }

  /** A step within an item. */
  static String inItem(String forEach, int item, String id) {
    return forEach + ":" + item + "/" + id;
  }

  static String undo(String key) {
    return UNDO + key;
  }

  static boolean isUndo(String key) {
    // The items of a for_each that is itself called undo begin the same way, but with a number.
    return key.startsWith(UNDO) && !Character.isDigit(key.charAt(UNDO.length()));
  }

  static String undone(String undo) {
    return undo.substring(UNDO.length());
  }

  /**
   * What holds an execution: the execution of the container and which of its frames.
   *
   * @param container key of the execution of the parallel or for_each step
   * @param frame the branch or item, from 0
   */
  record Frame(String container, int frame) {}

  /** The frame that an execution stands in; null at the top. */
  static @Nullable Frame frame(String key, WorkflowPlan plan) {
    WorkflowPlan.Place place = plan.at(id(key));
    String container = place.container();
    if (container == null) {
      return null;
    }
    String prefix = prefix(key);
    if (plan.at(container).step() instanceof ForEachStep) {
      int colon = prefix.lastIndexOf(':');
      return new Frame(
          prefix.substring(0, colon),
          Integer.parseInt(prefix.substring(colon + 1, prefix.length() - 1)));
    }
    return new Frame(prefix + container, place.body());
  }

  /** Whether an execution stands in a frame, or in one within it. */
  static boolean isWithin(String key, Frame outer, WorkflowPlan plan) {
    Frame at = frame(key, plan);
    while (at != null) {
      if (at.equals(outer)) {
        return true;
      }
      at = frame(at.container(), plan);
    }
    return false;
  }
}
