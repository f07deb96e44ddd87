package dev.batuta.quote.quote;

import org.jspecify.annotations.Nullable;

/**
 * Who asked for a quote, as far as it was said; null is what was not said.
 *
 * @param name person or company
 * @param phone E.164
 * @param email as written
 * @param documentId CI, RUT, CC, NIT, CPF or CNPJ, as written
 * @param city name of the town
 */
public record Customer(
    @Nullable String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String documentId,
    @Nullable String city) {

  /** Of whom nothing is known. */
  public static final Customer UNKNOWN = new Customer(null, null, null, null, null);

  /** Names nobody: quotes are logged. */
  @Override
  public String toString() {
    return "Customer[…]";
  }
}
