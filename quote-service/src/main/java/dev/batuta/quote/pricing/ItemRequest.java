package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a customer asks for, as far as it was said; null is what was not said.
 *
 * @param product family key, SKU, or the customer's own word for it
 * @param quantity how many of {@code unit}; 1 to 100,000
 * @param unit {@code unidad} when not said; else par, caja, bolsa, paquete, rollo, bulto, balde,
 *     tubo, kg, m
 * @param thicknessMm thickness, millimetres
 * @param widthM width of the surface to be covered (or of the piece), metres
 * @param lengthM length, metres
 * @param areaM2 surface to be covered, square metres
 * @param colour Spanish, masculine singular
 * @param size clothing or shoe size
 * @param variant the customer's words about this item, e.g. {@code 9 montantes de 35}; those that
 *     the catalogue knows of a product say which one is meant, the others are passed over
 */
public record ItemRequest(
    String product,
    @Nullable BigDecimal quantity,
    @Nullable String unit,
    @Nullable BigDecimal thicknessMm,
    @Nullable BigDecimal widthM,
    @Nullable BigDecimal lengthM,
    @Nullable BigDecimal areaM2,
    @Nullable String colour,
    @Nullable String size,
    @Nullable String variant) {
  public ItemRequest {
    requireNonNull(product, "product");
  }

  /** A request in which only the product is said. */
  public static ItemRequest of(String product) {
    return new ItemRequest(product, null, null, null, null, null, null, null, null, null);
  }
}
