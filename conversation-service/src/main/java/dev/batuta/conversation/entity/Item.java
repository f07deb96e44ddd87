package dev.batuta.conversation.entity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One thing a customer wants, as far as the message says; what was not said is null.
 *
 * @param product catalogue key, or the head noun in the singular without accents
 * @param quantity how many; negative only where the customer wrote a minus sign
 * @param unit what is counted: unidad, par, caja, bolsa, paquete, rollo, bulto, balde, tubo, kg, m
 * @param thicknessMm thickness in millimetres
 * @param widthM width in metres
 * @param lengthM length or height in metres
 * @param areaM2 area in square metres, only when said
 * @param colour Spanish, masculine singular
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Item(
    @JsonProperty("product") @Nullable String product,
    @JsonProperty("quantity") @Nullable BigDecimal quantity,
    @JsonProperty("unit") @Nullable String unit,
    @JsonProperty("thickness_mm") @Nullable BigDecimal thicknessMm,
    @JsonProperty("width_m") @Nullable BigDecimal widthM,
    @JsonProperty("length_m") @Nullable BigDecimal lengthM,
    @JsonProperty("area_m2") @Nullable BigDecimal areaM2,
    @JsonProperty("colour") @Nullable String colour) {

  /** Brings numbers to their shortest plain form, so that 2.40 and 2.4 are the same. */
  public Item {
    quantity = plain(quantity);
    thicknessMm = plain(thicknessMm);
    widthM = plain(widthM);
    lengthM = plain(lengthM);
    areaM2 = plain(areaM2);
  }

  /**
   * Fills what this item leaves open.
   *
   * @param more values to use where this item has none
   * @return the joined item
   */
  public Item filledWith(Item more) {
    return new Item(
        first(product, more.product),
        first(quantity, more.quantity),
        first(unit, more.unit),
        first(thicknessMm, more.thicknessMm),
        first(widthM, more.widthM),
        first(lengthM, more.lengthM),
        first(areaM2, more.areaM2),
        first(colour, more.colour));
  }

  /**
   * Changes the quantity.
   *
   * @param newQuantity how many
   * @return the same thing in another quantity
   */
  public Item withQuantity(@Nullable BigDecimal newQuantity) {
    var newUnit = newQuantity == null ? null : first(unit, "unidad");
    return new Item(product, newQuantity, newUnit, thicknessMm, widthM, lengthM, areaM2, colour);
  }

  /**
   * Changes the product.
   *
   * @param newProduct another product, or null to leave it open
   * @return the same sizes of another product
   */
  public Item withProduct(@Nullable String newProduct) {
    return new Item(newProduct, quantity, unit, thicknessMm, widthM, lengthM, areaM2, colour);
  }

  /**
   * Tells whether nothing at all is known.
   *
   * @return true when every value is null
   */
  @JsonIgnore
  public boolean isEmpty() {
    return product == null && isBare();
  }

  /**
   * Tells whether only the product is known.
   *
   * @return true when every value besides the product is null
   */
  @JsonIgnore
  public boolean isBare() {
    return quantity == null
        && thicknessMm == null
        && widthM == null
        && lengthM == null
        && areaM2 == null
        && colour == null;
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one != null ? one : other;
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
    if (number == null) {
      return null;
    }
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
