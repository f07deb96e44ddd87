package dev.batuta.orchestrator.live;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller wants to wait for an end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240#section-4.3">RFC 7240, wait</a>
 */
public final class WaitPreference {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Pattern WAIT = Pattern.compile("(?:^|[,; ])wait=(\\d{1,4})(?:$|[,; ])");

  private WaitPreference() {}

  /** What a {@code Prefer} header asks for, at most 30 seconds; zero when it asks for nothing. */
  public static Duration of(@Nullable String prefer) {
    if (prefer == null) {
      return Duration.ZERO;
    }
    Matcher wait = WAIT.matcher(prefer);
    if (!wait.find()) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
