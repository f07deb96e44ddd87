package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.ItemDraft.Slot;
import dev.batuta.conversation.vocabulary.ProductTrait;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The items of a message as they take shape: kept ones, removed ones, and the one being read. */
final class ItemBoard {
  private final ProductVocabulary vocabulary;
  private final NumberRole roles;
  private final List<ItemDraft> kept = new ArrayList<>();
  private final List<ItemDraft> removed = new ArrayList<>();
  private ItemDraft pending = new ItemDraft();
  private @Nullable ItemDraft current;
  private boolean everyItem;

  ItemBoard(ProductVocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.roles = new NumberRole(vocabulary);
  }

  List<ItemDraft> kept() {
    return kept;
  }

  ItemDraft pending() {
    return pending;
  }

  @Nullable ItemDraft current() {
    return current;
  }

  /** The draft a value belongs to. */
  ItemDraft target() {
    return current == null ? pending : current;
  }

  NumberRole roles() {
    return roles;
  }

  void nothingCurrent() {
    current = null;
  }

  void dropPending() {
    pending = new ItemDraft();
  }

  void share() {
    everyItem = true;
  }

  boolean isShared() {
    return everyItem;
  }

  void stopSharing() {
    everyItem = kept.isEmpty() && everyItem;
  }

  boolean everyItem() {
    return everyItem;
  }

  /** Names a product: completes an item of the same product or starts one. */
  void name(String product, boolean brand) {
    var draft = sameWithoutClash(product);
    if (draft == null) {
      draft = new ItemDraft();
      kept.add(draft);
    }
    draft.name(product, brand);
    draft.take(pending);
    pending = new ItemDraft();
    current = draft;
  }

  void correctProduct(ItemDraft draft, String product, boolean brand) {
    draft.name(product, brand);
    draft.take(pending);
    pending = new ItemDraft();
  }

  void remove(String product, boolean brand) {
    var draft = new ItemDraft();
    draft.name(product, brand);
    draft.take(pending);
    removed.add(draft);
    pending = new ItemDraft();
    current = draft;
  }

  /** Turns a kept item into one that gives way. */
  void remove(ItemDraft draft) {
    kept.remove(draft);
    removed.add(draft);
  }

  void removePending() {
    if (!pending.isEmpty()) {
      removed.add(pending);
      pending = new ItemDraft();
    }
  }

  ItemDraft startLot(ItemDraft of) {
    var lot = of.sibling();
    if (of == pending) {
      kept.add(pending);
      pending = lot;
    } else {
      kept.add(kept.indexOf(of) + 1, lot);
      current = lot;
    }
    return lot;
  }

  /** Sets a value on the target, or on every item when it is shared. */
  void set(Slot slot, BigDecimal value, ItemDraft target) {
    if (everyItem && !kept.isEmpty()) {
      for (var draft : kept) {
        if (!draft.has(slot) && suits(draft, slot)) {
          draft.set(slot, value);
        }
      }
    } else {
      target.set(slot, value);
    }
  }

  void colour(String colour, ItemDraft target) {
    if (everyItem && !kept.isEmpty()) {
      kept.stream().filter(d -> d.colour() == null).forEach(d -> d.colour(colour));
    } else {
      target.colour(colour);
    }
  }

  List<Item> items() {
    var drafts = new ArrayList<>(kept);
    if (!pending.isEmpty() && pending.model() != null) {
      drafts.add(pending);
    }
    shareBackwards(drafts);
    dropTotals(drafts);
    var items = new ArrayList<Item>();
    drafts.stream().map(this::finish).filter(item -> !item.isEmpty()).forEach(items::add);
    if (!pending.isEmpty() && pending.model() == null && kept.isEmpty()) {
      var loose = finish(pending);
      if (!loose.isBare() && !(pending.isArticle() && onlyQuantity(loose))) {
        items.add(loose);
      }
    }
    return joined(items);
  }

  List<Item> removedItems() {
    return removed.stream().map(this::finish).filter(item -> !item.isEmpty()).toList();
  }

  private static boolean onlyQuantity(Item item) {
    return new Item(null, item.quantity(), item.unit(), null, null, null, null, null).equals(item);
  }

  private Item finish(ItemDraft draft) {
    var product = draft.product();
    return draft.finish(product != null && vocabulary.has(product, ProductTrait.PAIRED));
  }

  private boolean suits(ItemDraft draft, Slot slot) {
    var product = draft.product();
    return slot != Slot.THICKNESS || product == null || !roles.isSizeNamed(product);
  }

  private @Nullable ItemDraft sameWithoutClash(String product) {
    for (var draft : kept) {
      if (product.equals(draft.product()) && !draft.clashesWith(pending)) {
        boolean fresh = draft.has(Slot.QUANTITY) && pending.isEmpty() && draft != current;
        return fresh ? null : draft;
      }
    }
    return null;
  }

  /** "5 de 3 m y 4 de 6 m, blanco": what only the last lot says holds for the lots before it. */
  private static void shareBackwards(List<ItemDraft> drafts) {
    for (int i = drafts.size() - 1; i > 0; i--) {
      var draft = drafts.get(i);
      var model = draft.model();
      if (model == null) {
        continue;
      }
      var thickness = draft.number(Slot.THICKNESS);
      if (thickness != null && !model.has(Slot.THICKNESS)) {
        model.set(Slot.THICKNESS, thickness);
      }
      if (draft.colour() != null && model.colour() == null && !model.has(Slot.AREA)) {
        boolean sizes = draft.has(Slot.LENGTH) || draft.has(Slot.AREA);
        if (sizes) {
          model.colour(draft.colour());
        }
      }
    }
  }

  /** "7 gorras, 4 negras y 3 blancas": the total is no lot of its own. */
  private static void dropTotals(List<ItemDraft> drafts) {
    for (var draft : List.copyOf(drafts)) {
      var total = draft.number(Slot.QUANTITY);
      if (draft.model() != null
          || total == null
          || draft.colour() != null
          || draft.has(Slot.LENGTH)) {
        continue;
      }
      var lots = drafts.stream().filter(lot -> root(lot) == draft && lot != draft).toList();
      var sum =
          lots.stream()
              .map(lot -> lot.number(Slot.QUANTITY))
              .filter(q -> q != null)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      if (lots.size() > 1 && sum.compareTo(total) == 0) {
        drafts.remove(draft);
      }
    }
  }

  private static ItemDraft root(ItemDraft draft) {
    var root = draft;
    while (root.model() != null) {
      root = root.model();
    }
    return root;
  }

  /** One item per distinct combination: equal ones are added up. */
  private static List<Item> joined(List<Item> items) {
    var joined = new ArrayList<Item>();
    for (var item : items) {
      int same = -1;
      for (int i = 0; i < joined.size(); i++) {
        if (joined.get(i).withQuantity(null).equals(item.withQuantity(null))
            && Objects.equals(joined.get(i).unit(), item.unit())) {
          same = i;
        }
      }
      var earlier = same < 0 ? null : joined.get(same).quantity();
      if (earlier != null && item.quantity() != null) {
        joined.set(same, joined.get(same).withQuantity(earlier.add(item.quantity())));
      } else {
        joined.add(item);
      }
    }
    return List.copyOf(joined);
  }
}
