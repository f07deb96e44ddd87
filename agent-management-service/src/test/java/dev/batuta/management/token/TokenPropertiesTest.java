package dev.batuta.management.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class TokenPropertiesTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void a_missing_secret_or_key_says_how_to_set_it() {
    assertThatThrownBy(() -> new TokenProperties("batuta", " ", KEY, FIVE_MINUTES))
        .hasMessageContaining("BATUTA_SERVICE_SECRET");
    assertThatThrownBy(() -> new TokenProperties("batuta", "s", "", FIVE_MINUTES))
        .hasMessageContaining("BATUTA_ENCRYPTION_KEY");
    assertThatThrownBy(() -> new TokenProperties("batuta", "s", "c2hvcnQ=", FIVE_MINUTES))
        .hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> new TokenProperties("batuta", "s", "***", FIVE_MINUTES))
        .hasMessageContaining("32 bytes");
  }

  @Test
  void secrets_stay_out_of_its_words() {
    assertThat(new TokenProperties("batuta", "hush", KEY, FIVE_MINUTES).toString())
        .doesNotContain("hush")
        .doesNotContain(KEY);
  }
}
