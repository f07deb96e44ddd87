package dev.batuta.contracts.tenant;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's documents look.
 *
 * @param primaryColor {@code #rrggbb}
 * @param logo a PNG as a {@code data:image/png;base64,…} URI of at most 128 KB; null for none
 * @param legalName the company's registered name
 * @param documentId its tax number, as printed
 * @param address one line
 * @param phone as printed
 * @param email as printed
 */
public record Branding(
    String primaryColor,
    @Nullable String logo,
    @Nullable String legalName,
    @Nullable String documentId,
    @Nullable String address,
    @Nullable String phone,
    @Nullable String email) {
  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final String LOGO_START = "data:image/png;base64,";
  private static final int LOGO_LIMIT = 128 * 1024;

  /** A plain look, for a tenant that has said nothing. */
  public static final Branding PLAIN = new Branding("#1f4e79", null, null, null, null, null, null);

  public Branding {
    if (primaryColor == null || !COLOR.matcher(primaryColor).matches()) {
      throw new IllegalArgumentException("primary_color has the form #rrggbb");
    }
    if (logo != null && (!logo.startsWith(LOGO_START) || logo.length() > LOGO_LIMIT)) {
      throw new IllegalArgumentException("logo is a data:image/png;base64 URI of at most 128 KB");
    }
  }
}
