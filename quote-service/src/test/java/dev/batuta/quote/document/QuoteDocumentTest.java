package dev.batuta.quote.document;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static dev.batuta.quote.testing.Demo.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.tenant.Branding;
import dev.batuta.quote.quote.Customer;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.testing.DemoQuotes;
import dev.batuta.quote.testing.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuoteDocumentTest {
  private static final DocumentSender SENDER = sender("BMC Uruguay", "bmc-uruguay", "#1f4e79");

  private final QuoteDocument document = new QuoteDocument();

  @Test
  void a_quote_shows_its_number_lines_taxes_total_and_terms() {
    String text = text(document.pdf(DemoQuotes.draft().numbered("BMC-2026-000123"), SENDER));

    assertThat(text)
        .contains("BMC Uruguay", "BMC-2026-000123", "20/11/2026", "30/11/2026", "Paula Núñez")
        .contains("4 paneles × 1,14 m × 6 m = 27,36 m²", "US$ 1.307,81")
        .contains("IVA 22 % sobre US$ 1.386,21", "US$ 304,97", "US$ 1.691,18 USD")
        .contains("recorte de 3,36 m²", "incluido")
        .contains("Forma de pago: 50 % de seña");
  }

  @Test
  void a_quote_shows_the_discount_of_a_line() {
    Item many = item("isopanel").thick("100").quantity("15").longer("6");
    Quote quote = DemoQuotes.draft(BMC, "es-UY", DemoQuotes.PAULA, many);

    assertThat(text(document.pdf(quote, SENDER)))
        .contains("Descuento por volumen 3 %: -US$ 147,13");
  }

  @Test
  void every_tax_class_is_shown_in_its_own_way() {
    Quote quote =
        DemoQuotes.draft(
            TIENDA,
            "es-CO",
            DemoQuotes.PAULA,
            item("gorra").quantity("1"),
            item("cafe").quantity("1"),
            item("libro").quantity("1"),
            item("celular").quantity("1").variant("motorola g54"));

    assertThat(text(document.pdf(quote, SENDER)))
        .contains("IVA 19 % sobre $ 29.327,73", "IVA 5 % sobre $ 37.047,62")
        .contains("Exento (IVA 0 %) sobre $ 79.900", "Excluido de IVA: $ 899.900")
        .contains("$ 1.053.600 COP");
  }

  @Test
  void a_document_speaks_the_customers_language() {
    Quote portuguese = DemoQuotes.draft(BMC, "pt-BR", DemoQuotes.PAULA, DemoQuotes.wall());
    Quote english = DemoQuotes.draft(BMC, "en-US", DemoQuotes.PAULA, DemoQuotes.wall());

    assertThat(text(document.pdf(portuguese, SENDER)))
        .contains("Orçamento", "4 painéis", "Condições".toUpperCase(Locale.ROOT));
    assertThat(text(document.pdf(english, SENDER))).contains("Quote", "4 panels", "Total payable");
  }

  @Test
  void the_font_is_embedded_and_the_logo_is_on_the_page() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(document.pdf(DemoQuotes.draft(), SENDER))) {
      PDResources page = pdf.getPage(0).getResources();

      for (var name : page.getFontNames()) {
        assertThat(page.getFont(name).isEmbedded()).isTrue();
      }
      assertThat(page.getXObjectNames()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</td></tr></table><img src=\"file:///etc/passwd\"/>",
        "Tom & Jerry &amp; &#x41; ${1+1} [[${sender}]]",
        "]]> <!-- <![CDATA[",
        "\u0000\u0001\uFFFE\uD800 x",
        "🚀🎉 José ❤️",
        "' || \" || ` || \\"
      })
  void what_customers_write_neither_breaks_nor_injects(String hostile) {
    var customer = new Customer(hostile, hostile, hostile, hostile, hostile);
    Quote quote = DemoQuotes.draft(BMC, "es-UY", customer, DemoQuotes.wall());

    String html = document.html(quote, sender("BMC " + hostile, "bmc-uruguay", "#1f4e79"));
    String text = text(document.pdf(quote, sender("BMC " + hostile, "bmc-uruguay", "#1f4e79")));

    assertThat(html).doesNotContain("<script>alert", "<img src=\"file:");
    assertThat(text).contains("US$ 1.691,18");
    assertThat(text.replaceAll("\\s", "")).contains(PageText.clean(hostile).replaceAll("\\s", ""));
  }

  @Test
  void very_long_words_are_broken_and_stay_on_the_page() throws IOException {
    var customer = new Customer("W".repeat(4_000), null, null, null, "x".repeat(400));
    Quote quote = DemoQuotes.draft(BMC, "es-UY", customer, DemoQuotes.wall());

    try (PDDocument pdf = Loader.loadPDF(document.pdf(quote, SENDER))) {
      assertThat(pdf.getNumberOfPages()).isLessThan(3);
    }
  }

  @Test
  void fifty_lines_run_over_several_pages() throws IOException {
    Item[] items =
        Collections.nCopies(50, item("gorra").quantity("2").colour("azul")).toArray(Item[]::new);
    Quote quote = DemoQuotes.draft(BMC, "es-UY", DemoQuotes.PAULA, items);

    try (PDDocument pdf = Loader.loadPDF(document.pdf(quote, SENDER))) {
      assertThat(pdf.getNumberOfPages()).isBetween(2, 5);
    }
  }

  @Test
  void a_document_reads_neither_files_nor_the_network() throws IOException {
    Path secret = Files.createTempFile("secret", ".css");
    Files.writeString(secret, "p { display: none }");
    String xhtml =
        "<html><head><link rel=\"stylesheet\" href=\"%s\"/></head><body><p>shown</p>%s</body></html>"
            .formatted(secret.toUri(), "<img src=\"http://127.0.0.1:1/x.png\" alt=\"\"/>");

    String text = text(new PdfPages().print(xhtml));

    assertThat(text).contains("shown");
    Files.delete(secret);
  }

  @Test
  void a_tenant_that_has_said_nothing_of_its_look_has_a_plain_document() {
    byte[] pdf = document.pdf(DemoQuotes.draft(), new DocumentSender("ACME", Branding.PLAIN));

    assertThat(text(pdf)).contains("ACME", "sin numerar");
  }

  @Test
  void text_on_the_tenants_colour_can_be_read() {
    assertThat(PageText.readableOn("#1f4e79")).isEqualTo("#ffffff");
    assertThat(PageText.readableOn("#ffe94a")).isEqualTo("#1a1a1a");
  }

  static DocumentSender sender(String name, String logo, String colour) {
    return new DocumentSender(
        name,
        new Branding(
            colour,
            "data:image/png;base64," + Base64.getEncoder().encodeToString(png(logo)),
            "Empresa Inventada S.A.",
            "211003420017",
            "Av. Inventada 1234, Montevideo",
            "+598 2900 0000",
            "ventas@example.com"));
  }

  private static byte[] png(String name) {
    try (InputStream in =
        QuoteDocumentTest.class.getResourceAsStream("/branding/" + name + ".png")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] pdf) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
