package dev.batuta.management.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyTextTest {
  private static final KeyText KEY = KeyText.random(new Random(7));

  @Test
  void a_made_key_is_read_back() {
    assertThat(KEY.text()).matches("btk_[0-9a-f]{8}_[0-9a-f]{48}");
    assertThat(KeyText.parse(KEY.text())).contains(KEY);
  }

  @Test
  void other_forms_are_no_keys() {
    assertThat(KeyText.parse("")).isEmpty();
    assertThat(KeyText.parse("btk_0123abcd_short")).isEmpty();
    assertThat(KeyText.parse("abc" + KEY.text())).isEmpty();
    assertThat(KeyText.parse(KEY.text() + "\n")).isEmpty();
  }

  @Test
  void only_the_secret_that_was_hashed_fits() {
    ApiKey stored =
        new ApiKey(KEY.prefix(), KEY.secretHash(), null, Set.of(), null, Instant.EPOCH, null);
    KeyText other = new KeyText(KEY.prefix(), "0".repeat(48));

    assertThat(KEY.fits(stored)).isTrue();
    assertThat(other.fits(stored)).isFalse();
    assertThat(stored.toString()).doesNotContain(KEY.secret());
  }

  @Test
  void its_words_for_logs_leave_the_secret_out() {
    assertThat(KEY.toString()).contains(KEY.prefix()).doesNotContain(KEY.secret());
  }
}
