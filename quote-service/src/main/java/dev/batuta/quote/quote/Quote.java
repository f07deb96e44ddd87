package dev.batuta.quote.quote;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.pricing.PricedQuote;
import dev.batuta.quote.pricing.QuoteRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An offer to a customer: what was asked for, what it costs, how long that holds and what became of
 * it. Immutable; every change is a new version.
 *
 * @param id identity
 * @param tenantId whose quote
 * @param number what the customer sees, e.g. {@code BMC-2026-000123}; null until it is numbered
 * @param year the year of its number: that of the day it was made, in the tenant's time zone
 * @param status where it stands
 * @param version counts up from 1 with each change
 * @param customer who asked
 * @param sessionId the conversation it came from; null when a person made it
 * @param language BCP 47, of the document
 * @param request what was asked for
 * @param priced what it costs
 * @param validUntil last day on which it can be accepted, in {@code timeZone}
 * @param timeZone IANA name of the tenant's time zone
 * @param terms conditions, in the document's language
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 * @param history every step, oldest first
 */
public record Quote(
    QuoteId id,
    TenantId tenantId,
    @Nullable String number,
    int year,
    QuoteStatus status,
    long version,
    Customer customer,
    @Nullable SessionId sessionId,
    String language,
    QuoteRequest request,
    PricedQuote priced,
    LocalDate validUntil,
    ZoneId timeZone,
    List<String> terms,
    Instant createdAt,
    Instant updatedAt,
    List<QuoteChange> history) {
  public Quote {
    requireNonNull(id, "id");
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(status, "status");
    requireNonNull(customer, "customer");
    requireNonNull(language, "language");
    requireNonNull(request, "request");
    requireNonNull(priced, "priced");
    requireNonNull(validUntil, "valid_until");
    requireNonNull(timeZone, "time_zone");
    terms = List.copyOf(terms);
    requireNonNull(createdAt, "created_at");
    requireNonNull(updatedAt, "updated_at");
    history = List.copyOf(history);
  }

  /** What a change comes to. */
  public sealed interface Outcome {
    /**
     * It happened.
     *
     * @param quote the next version, to be stored
     */
    record Changed(Quote quote) implements Outcome {
      public Changed {
        requireNonNull(quote, "quote");
      }
    }

    /**
     * The state does not allow it; nothing changes.
     *
     * @param current where the quote stands
     * @param wanted where it should have gone
     */
    record NotAllowed(QuoteStatus current, QuoteStatus wanted) implements Outcome {
      public NotAllowed {
        requireNonNull(current, "current");
        requireNonNull(wanted, "wanted");
      }
    }

    /**
     * A draft whose validity is over cannot be sent; its prices have to be made anew.
     *
     * @param validUntil the last day on which it held
     */
    record NoLongerValid(LocalDate validUntil) implements Outcome {
      public NoLongerValid {
        requireNonNull(validUntil, "valid_until");
      }
    }
  }

  /**
   * A new draft without a number.
   *
   * @param validityDays days that it holds after today; at least 1
   */
  public static Quote draft(
      QuoteId id,
      TenantId tenantId,
      Customer customer,
      @Nullable SessionId sessionId,
      String language,
      QuoteRequest request,
      PricedQuote priced,
      int validityDays,
      ZoneId timeZone,
      List<String> terms,
      Instant now) {
    LocalDate today = LocalDate.ofInstant(now, timeZone);
    return new Quote(
        id,
        tenantId,
        null,
        today.getYear(),
        QuoteStatus.DRAFT,
        1,
        customer,
        sessionId,
        language,
        request,
        priced,
        today.plusDays(validityDays),
        timeZone,
        terms,
        now,
        now,
        List.of(new QuoteChange(null, QuoteStatus.DRAFT, now, "system", null)));
  }

  /** Puts the quote into the customer's hands. */
  public Outcome send(String by, Instant now) {
    if (status == QuoteStatus.DRAFT && isPastValidity(now)) {
      return new Outcome.NoLongerValid(validUntil);
    }
    return become(QuoteStatus.SENT, by, null, now);
  }

  /** The customer takes it. */
  public Outcome accept(String by, Instant now) {
    return asOf(now).become(QuoteStatus.ACCEPTED, by, null, now);
  }

  /** The customer declines it. */
  public Outcome reject(String by, @Nullable String reason, Instant now) {
    return asOf(now).become(QuoteStatus.REJECTED, by, reason, now);
  }

  /**
   * The quote as it really stands at a moment: a sent quote whose validity is over is expired,
   * whether or not that has been stored yet.
   */
  public Quote asOf(Instant now) {
    if (status == QuoteStatus.SENT && isPastValidity(now)) {
      Instant end = validUntil.plusDays(1).atStartOfDay(timeZone).toInstant();
      return next(QuoteStatus.EXPIRED, "system", null, end, now);
    }
    return this;
  }

  /** The same quote with the number that the customer sees. */
  public Quote numbered(String itsNumber) {
    if (number != null) {
      throw new IllegalStateException(
          "quote %s has number %s and cannot get %s".formatted(id, number, itsNumber));
    }
    return new Quote(
        id,
        tenantId,
        itsNumber,
        year,
        status,
        version + 1,
        customer,
        sessionId,
        language,
        request,
        priced,
        validUntil,
        timeZone,
        terms,
        createdAt,
        updatedAt,
        history);
  }

  private boolean isPastValidity(Instant now) {
    return LocalDate.ofInstant(now, timeZone).isAfter(validUntil);
  }

  private Outcome become(QuoteStatus wanted, String by, @Nullable String reason, Instant now) {
    return status.allows(wanted)
        ? new Outcome.Changed(next(wanted, by, reason, now, now))
        : new Outcome.NotAllowed(status, wanted);
  }

  private Quote next(
      QuoteStatus to, String by, @Nullable String reason, Instant at, Instant updated) {
    var steps = new ArrayList<>(history);
    steps.add(new QuoteChange(status, to, at, by, reason));
    return new Quote(
        id,
        tenantId,
        number,
        year,
        to,
        version + 1,
        customer,
        sessionId,
        language,
        request,
        priced,
        validUntil,
        timeZone,
        terms,
        createdAt,
        updated,
        steps);
  }
}
