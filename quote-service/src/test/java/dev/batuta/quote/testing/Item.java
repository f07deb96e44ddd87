package dev.batuta.quote.testing;

import dev.batuta.quote.pricing.ItemRequest;
import java.math.BigDecimal;

/** A request for one product that is put together word by word. */
public final class Item {
  final ItemRequest request;

  Item(String product) {
    this(ItemRequest.of(product));
  }

  private Item(ItemRequest request) {
    this.request = request;
  }

  /** The request itself. */
  public ItemRequest request() {
    return request;
  }

  /** So many. */
  public Item quantity(String quantity) {
    return copy("quantity", quantity);
  }

  /** Of this unit. */
  public Item unit(String unit) {
    return copy("unit", unit);
  }

  /** So thick, millimetres. */
  public Item thick(String mm) {
    return copy("thickness", mm);
  }

  /** So wide, metres. */
  public Item wide(String metres) {
    return copy("width", metres);
  }

  /** So long, metres. */
  public Item longer(String metres) {
    return copy("length", metres);
  }

  /** So much surface, square metres. */
  public Item area(String m2) {
    return copy("area", m2);
  }

  /** In this colour. */
  public Item colour(String colour) {
    return copy("colour", colour);
  }

  /** In this size. */
  public Item size(String size) {
    return copy("size", size);
  }

  /** This one of its family. */
  public Item variant(String variant) {
    return copy("variant", variant);
  }

  private Item copy(String field, String value) {
    ItemRequest r = request;
    return new Item(
        new ItemRequest(
            r.product(),
            field.equals("quantity") ? new BigDecimal(value) : r.quantity(),
            field.equals("unit") ? value : r.unit(),
            field.equals("thickness") ? new BigDecimal(value) : r.thicknessMm(),
            field.equals("width") ? new BigDecimal(value) : r.widthM(),
            field.equals("length") ? new BigDecimal(value) : r.lengthM(),
            field.equals("area") ? new BigDecimal(value) : r.areaM2(),
            field.equals("colour") ? value : r.colour(),
            field.equals("size") ? value : r.size(),
            field.equals("variant") ? value : r.variant()));
  }
}
