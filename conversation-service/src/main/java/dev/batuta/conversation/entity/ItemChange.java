package dev.batuta.conversation.entity;

import java.util.List;

/**
 * How the items of a message relate to what was asked for before.
 *
 * @param removed things the message takes away, refuses or replaces ("sin tornillos", "sacá las
 *     gorras"); a quantity means that only so many go
 * @param adding true when the message adds ("agregale", "sumale", "add")
 * @param replacing true when the first removed thing gives way to the first item ("cambiá las
 *     gorras por remeras")
 * @param everyItem true when the values without a product hold for all items ("todas de 3 m")
 * @param bareAnswer true when the message holds nothing but values, so that it can only be an
 *     answer
 */
public record ItemChange(
    List<Item> removed, boolean adding, boolean replacing, boolean everyItem, boolean bareAnswer) {

  /** Nothing removed, added or shared. */
  public static final ItemChange NONE = new ItemChange(List.of(), false, false, false, false);

  /** Copies the list. */
  public ItemChange {
    removed = List.copyOf(removed);
  }
}
