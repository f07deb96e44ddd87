package dev.batuta.quote.quoting;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteStatus;
import dev.batuta.quote.quote.Quotes;
import dev.batuta.quote.wording.Wording;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.time.IdSource;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Makes, shows and changes a tenant's quotes. */
@RestController
@RequestMapping("/api/v1/quotes")
class QuoteController {
  private static final int LARGEST_PAGE = 200;
  private static final int LONGEST_REASON = 500;

  private final Quoting quoting;
  private final Quotes quotes;
  private final QuoteDocuments documents;
  private final IdSource ids;

  QuoteController(Quoting quoting, Quotes quotes, QuoteDocuments documents, IdSource ids) {
    this.quoting = quoting;
    this.quotes = quotes;
    this.documents = documents;
    this.ids = ids;
  }

  /** A page of quotes; the cursor is null on the last one. */
  record QuotePage(List<QuoteView> items, @Nullable String nextCursor) {}

  /** Why the customer declined, in the customer's words; null when that was not said. */
  record Rejection(@Nullable String reason) {}

  /** Makes a draft. What cannot be priced is refused as a whole, with every reason. */
  @PostMapping
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN})
  ResponseEntity<QuoteView> make(TenantId tenant, @RequestBody QuoteSubmission submission) {
    Offer offer = quoting.draft(tenant, new QuoteId(ids.next()), submission.checked());
    return switch (offer) {
      case Offer.Made(var quote) ->
          ResponseEntity.created(URI.create("/api/v1/quotes/" + quote.id()))
              .body(QuoteView.of(quote));
      case Offer.Refused(var reasons, var language) -> throw refused(reasons, language);
      case Offer.NoCatalogue _ ->
          throw new ProblemException(
              ProblemCode.CONFLICT, "The tenant has no catalogue yet: PUT /api/v1/catalogue.");
    };
  }

  /** A tenant's quotes, newest first. */
  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  QuotePage list(
      TenantId tenant,
      @RequestParam(name = "status", required = false) @Nullable String status,
      @RequestParam(name = "limit", defaultValue = "50") int limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.field("#/limit", "limit is 1 to 200");
    }
    List<Quote> page =
        quotes.page(tenant, statusOf(status), cursor == null ? null : cursorOf(cursor), limit + 1);
    boolean more = page.size() > limit;
    List<Quote> items = more ? page.subList(0, limit) : page;
    return new QuotePage(
        items.stream().map(QuoteView::of).toList(), more ? items.getLast().id().toString() : null);
  }

  @GetMapping("/{quote_id}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  QuoteView show(TenantId tenant, @PathVariable("quote_id") String quoteId) {
    return QuoteView.of(find(tenant, quoteId));
  }

  @GetMapping(path = "/{quote_id}/document", produces = MediaType.APPLICATION_PDF_VALUE)
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ResponseEntity<byte[]> document(TenantId tenant, @PathVariable("quote_id") String quoteId) {
    Quote quote = find(tenant, quoteId);
    byte[] pdf =
        documents
            .pdf(quote)
            .orElseThrow(() ->
                new ProblemException(
                        ProblemCode.UNAVAILABLE, "Too many documents are being made at the moment.")
                    .header(HttpHeaders.RETRY_AFTER, "5"));
    String name = Objects.requireNonNullElse(quote.number(), "quote") + ".pdf";
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.inline().filename(name).build().toString())
        .body(pdf);
  }

  @PostMapping("/{quote_id}/send")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN})
  QuoteView send(TenantId tenant, Caller caller, @PathVariable("quote_id") String quoteId) {
    return changed(quoteId, quoting.send(tenant, idOf(quoteId), caller.subject()));
  }

  @PostMapping("/{quote_id}/accept")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN})
  QuoteView accept(TenantId tenant, Caller caller, @PathVariable("quote_id") String quoteId) {
    return changed(quoteId, quoting.accept(tenant, idOf(quoteId), caller.subject()));
  }

  @PostMapping("/{quote_id}/reject")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN})
  QuoteView reject(
      TenantId tenant,
      Caller caller,
      @PathVariable("quote_id") String quoteId,
      @RequestBody(required = false) @Nullable Rejection rejection) {
    String reason = rejection == null ? null : rejection.reason();
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw ProblemException.field("#/reason", "reason has at most 500 characters");
    }
    return changed(quoteId, quoting.reject(tenant, idOf(quoteId), caller.subject(), reason));
  }

  private static QuoteView changed(String quoteId, Optional<Quote.Outcome> outcome) {
    return switch (outcome.orElseThrow(() -> ProblemException.notFound("quote", quoteId))) {
      case Quote.Outcome.Changed(var quote) -> QuoteView.of(quote);
      case Quote.Outcome.NotAllowed(var current, var wanted) ->
          throw new ProblemException(
                  ProblemCode.CONFLICT,
                  "The quote is %s and cannot become %s.".formatted(current.word(), wanted.word()))
              .with("status_now", current.word());
      case Quote.Outcome.NoLongerValid(var validUntil) ->
          throw new ProblemException(
                  ProblemCode.CONFLICT,
                  "The draft held until %s; make a new one with the prices of today."
                      .formatted(validUntil))
              .with("status_now", QuoteStatus.DRAFT.word());
    };
  }

  private static ProblemException refused(List<Refusal> reasons, String language) {
    ProblemCode code = ProblemCode.INVALID_REQUEST;
    if (reasons.stream().anyMatch(Refusal.UnknownProduct.class::isInstance)) {
      code = ProblemCode.UNKNOWN_PRODUCT;
    } else if (reasons.stream().anyMatch(Refusal.OutOfRange.class::isInstance)) {
      code = ProblemCode.OUT_OF_RANGE;
    }
    Wording words = Wording.of(language);
    String detail = String.join(" ", reasons.stream().map(words::refusal).toList());
    return new ProblemException(code, detail).with("reasons", RefusalView.of(reasons, language));
  }

  private Quote find(TenantId tenant, String quoteId) {
    return quotes
        .find(tenant, idOf(quoteId))
        .orElseThrow(() -> ProblemException.notFound("quote", quoteId));
  }

  private static QuoteId idOf(String text) {
    try {
      return QuoteId.parse(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("quote", text);
    }
  }

  private static QuoteId cursorOf(String text) {
    try {
      return QuoteId.parse(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.field("#/cursor", "cursor is the next_cursor of a page");
    }
  }

  private static @Nullable QuoteStatus statusOf(@Nullable String status) {
    try {
      return status == null ? null : QuoteStatus.valueOf(status.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw ProblemException.field(
          "#/status", "status is one of draft, sent, accepted, rejected, expired");
    }
  }
}
