package dev.batuta.conversation.dialogue;

import dev.batuta.conversation.entity.Item;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.util.ArrayList;
import java.util.List;

/** What must be known before a quote can be priced or an order looked up. */
final class MissingSlots {
  private final ProductVocabulary vocabulary;

  MissingSlots(ProductVocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  List<String> of(Slots slots, boolean quoteOpen, boolean orderNeeded) {
    var missing = new ArrayList<String>();
    if (orderNeeded && slots.orderNumber() == null) {
      missing.add("order_number");
    }
    if (quoteOpen) {
      if (slots.items().isEmpty()) {
        missing.add("product");
      }
      for (int i = 0; i < slots.items().size(); i++) {
        addItem(missing, slots.items().get(i), "items[" + i + "].");
      }
      if (slots.city() == null) {
        missing.add("city");
      }
      if (slots.name() == null) {
        missing.add("name");
      }
    }
    return List.copyOf(missing);
  }

  private void addItem(List<String> missing, Item item, String prefix) {
    var product = item.product();
    if (product == null) {
      missing.add("product");
      return;
    }
    var group = vocabulary.group(product);
    if (group.hasThickness() && item.thicknessMm() == null) {
      missing.add(prefix + "thickness_mm");
    }
    boolean sized = item.areaM2() != null || (item.widthM() != null && item.lengthM() != null);
    if (sized) {
      return;
    }
    if (item.quantity() == null) {
      missing.add(prefix + "quantity");
    }
    if (group.hasLength() && item.lengthM() == null) {
      missing.add(prefix + "length_m");
    }
  }
}
