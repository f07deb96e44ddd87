package dev.batuta.quote.document;

import dev.batuta.quote.quote.Quote;
import java.util.Locale;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Makes the PDF of a quote: A4, with the tenant's name, logo and colour, in the customer's
 * language. Whatever customers and tenants wrote is escaped, and nothing is ever fetched.
 * Thread-safe.
 */
public final class QuoteDocument {
  private final TemplateEngine templates;
  private final PdfPages pages;

  public QuoteDocument() {
    var resolver = new ClassLoaderTemplateResolver(QuoteDocument.class.getClassLoader());
    resolver.setPrefix("templates/");
    resolver.setSuffix(".html");
    resolver.setTemplateMode(TemplateMode.HTML);
    resolver.setCharacterEncoding("UTF-8");
    this.templates = new TemplateEngine();
    this.templates.setTemplateResolver(resolver);
    this.pages = new PdfPages();
  }

  /** The document as a PDF file. */
  public byte[] pdf(Quote quote, DocumentSender sender) {
    return pages.print(html(quote, sender));
  }

  /** The document before it is set on pages: well-formed XHTML. */
  String html(Quote quote, DocumentSender sender) {
    return templates.process(
        "quote", new Context(Locale.ROOT, new QuotePage(quote, sender).content()));
  }
}
