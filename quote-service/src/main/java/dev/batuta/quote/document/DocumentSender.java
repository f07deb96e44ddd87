package dev.batuta.quote.document;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.tenant.Branding;

/**
 * Who issues a document.
 *
 * @param name what customers call the company
 * @param branding how its documents look
 */
public record DocumentSender(String name, Branding branding) {
  public DocumentSender {
    requireNonNull(name, "name");
    requireNonNull(branding, "branding");
  }
}
