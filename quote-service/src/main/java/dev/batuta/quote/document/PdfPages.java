package dev.batuta.quote.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Sets XHTML on A4 pages. Only {@code data:} URIs are resolved: a document can reach neither the
 * network nor a file.
 */
final class PdfPages {
  private static final String FAMILY = "Document";

  private final byte[] regular;
  private final byte[] bold;

  PdfPages() {
    this.regular = font("/fonts/DejaVuSansCondensed.ttf");
    this.bold = font("/fonts/DejaVuSansCondensed-Bold.ttf");
    // It would log pieces of the document, and a document names its customer.
    XRLog.setLoggingEnabled(false);
  }

  byte[] print(String xhtml) {
    var out = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder()
          .useFastMode()
          .useUriResolver((_, uri) -> isData(uri) ? uri : null)
          .useExternalResourceAccessControl(
              (uri, _) -> isData(uri), ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
          .useExternalResourceAccessControl(
              (uri, _) -> isData(uri), ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
          .useFont(() -> new ByteArrayInputStream(regular), FAMILY, 400, FontStyle.NORMAL, true)
          .useFont(() -> new ByteArrayInputStream(bold), FAMILY, 700, FontStyle.NORMAL, true)
          .withProducer("Batuta")
          .withHtmlContent(xhtml, null)
          .toStream(out)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("a document could not be set on pages", e);
    }
    return out.toByteArray();
  }

  static boolean isData(String uri) {
    return uri.startsWith("data:");
  }

  private static byte[] font(String resource) {
    try (InputStream in = PdfPages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the font " + resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the font " + resource + " is not readable", e);
    }
  }
}
