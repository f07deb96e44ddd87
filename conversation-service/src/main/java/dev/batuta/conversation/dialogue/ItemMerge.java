package dev.batuta.conversation.dialogue;

import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.entity.Item;
import dev.batuta.conversation.entity.ItemChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings the items of a message together with those said before. */
final class ItemMerge {
  private final List<Item> items;
  private final int before;
  private final int askedItem;
  private final boolean changing;
  private final List<Integer> used = new ArrayList<>();
  private @Nullable Item loose;
  private int lastItem;

  ItemMerge(DialogueState state, boolean changing) {
    this.items = new ArrayList<>(state.slots().items());
    this.before = items.size();
    this.askedItem = itemOf(state.asked());
    this.changing = changing;
    this.loose = state.loose();
    this.lastItem = state.lastItem();
  }

  List<Item> items() {
    return List.copyOf(items);
  }

  @Nullable Item loose() {
    return loose;
  }

  int lastItem() {
    return Math.min(lastItem, items.size() - 1);
  }

  void apply(Entities said) {
    var change = said.change();
    var added = said.items();
    if (change.replacing() && !change.removed().isEmpty() && !added.isEmpty()) {
      added = replace(change, added);
    } else if (changing) {
      change.removed().forEach(this::remove);
    }
    for (var item : added) {
      if (item.product() == null) {
        complete(item, change);
      } else {
        named(item, change);
      }
    }
  }

  /** "cambiá las gorras por remeras": the new product takes the old one's place and sizes. */
  private List<Item> replace(ItemChange change, List<Item> added) {
    var old = change.removed().getFirst();
    int at = find(old);
    if (at < 0) {
      return added;
    }
    var replacement = added.getFirst();
    items.set(at, replacement.filledWith(items.get(at)));
    used.add(at);
    lastItem = at;
    return added.subList(1, added.size());
  }

  private void remove(Item gone) {
    int at = gone.product() == null ? target() : find(gone);
    if (at < 0) {
      return;
    }
    var left = left(items.get(at).quantity(), gone.quantity());
    if (left != null) {
      items.set(at, items.get(at).withQuantity(left));
      lastItem = at;
    } else {
      items.remove(at);
      for (int more = find(gone);
          more >= 0 && gone.product() != null && gone.quantity() == null;
          more = find(gone)) {
        items.remove(more);
      }
    }
  }

  /** What is left, or null when nothing is. */
  private static @Nullable BigDecimal left(@Nullable BigDecimal had, @Nullable BigDecimal gone) {
    return had == null || gone == null || had.compareTo(gone) <= 0 ? null : had.subtract(gone);
  }

  private int find(Item wanted) {
    int found = -1;
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (Objects.equals(item.product(), wanted.product()) && !differs(item, wanted)) {
        found = i;
        break;
      }
    }
    return found;
  }

  private void complete(Item said, ItemChange change) {
    if (items.isEmpty()) {
      loose = loose == null ? said : said.filledWith(loose);
      return;
    }
    if (change.everyItem()) {
      for (int i = 0; i < items.size(); i++) {
        items.set(i, said.filledWith(items.get(i)));
      }
      return;
    }
    int at = fitting(said);
    if (used.contains(at)) {
      at = nextOpen(at, said);
    }
    if (used.contains(at)) {
      items.add(at + 1, said.filledWith(items.get(at).withQuantity(null)));
      lastItem = at + 1;
      used.add(at + 1);
      return;
    }
    var known = items.get(at);
    var quantity = said.quantity();
    var had = known.quantity();
    if (change.adding() && quantity != null && had != null) {
      items.set(at, known.withQuantity(had.add(quantity)));
    } else {
      items.set(at, said.filledWith(known));
    }
    used.add(at);
    lastItem = at;
  }

  /**
   * The asked item, else the one spoken of last; when that already has the value, one without it.
   */
  private int fitting(Item said) {
    int at = target();
    if (askedItem >= 0 || changing || !clashes(items.get(at), said)) {
      return at;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!clashes(items.get(i), said)) {
        return i;
      }
    }
    return at;
  }

  /** The next item that lacks what is said, else the given one. */
  private int nextOpen(int from, Item said) {
    for (int i = from + 1; i < items.size(); i++) {
      if (!used.contains(i) && !clashes(items.get(i), said)) {
        return i;
      }
    }
    return from;
  }

  private int target() {
    if (askedItem >= 0 && askedItem < items.size()) {
      return askedItem;
    }
    return lastItem >= 0 && lastItem < items.size() ? lastItem : items.size() - 1;
  }

  private void named(Item said, ItemChange change) {
    var item = loose == null ? said : said.filledWith(loose);
    loose = null;
    int same = sameProduct(item, change);
    if (same < 0) {
      items.add(item);
      lastItem = items.size() - 1;
      return;
    }
    var known = items.get(same);
    var quantity = item.quantity();
    var had = known.quantity();
    if (change.adding() && quantity != null && had != null) {
      items.set(same, known.withQuantity(had.add(quantity)));
    } else {
      items.set(same, item.filledWith(known));
    }
    used.add(same);
    lastItem = same;
  }

  /** An earlier item of the same product that the new words complete, correct or add to; or -1. */
  private int sameProduct(Item said, ItemChange change) {
    int correctable = -1;
    for (int i = 0; i < Math.min(before, items.size()); i++) {
      var item = items.get(i);
      if (!Objects.equals(item.product(), said.product()) || used.contains(i)) {
        continue;
      }
      if (!differs(item, said)) {
        return i;
      }
      correctable = correctable == -1 ? i : -2;
    }
    return changing && !change.adding() && correctable >= 0 ? correctable : -1;
  }

  /** Different sizes or colours make different things; a different quantity does not. */
  private static boolean differs(Item one, Item other) {
    return other(one.thicknessMm(), other.thicknessMm())
        || other(one.lengthM(), other.lengthM())
        || other(one.widthM(), other.widthM())
        || other(one.colour(), other.colour());
  }

  private static boolean clashes(Item one, Item other) {
    return differs(one, other)
        || other(one.quantity(), other.quantity())
        || other(one.areaM2(), other.areaM2());
  }

  private static boolean other(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && !one.equals(other);
  }

  private static int itemOf(@Nullable String asked) {
    if (asked == null || !asked.startsWith("items[")) {
      return -1;
    }
    return Integer.parseInt(asked.substring(6, asked.indexOf(']')));
  }
}
