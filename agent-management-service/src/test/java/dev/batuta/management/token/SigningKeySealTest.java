package dev.batuta.management.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SigningKeySealTest {
  private static final byte[] PLAIN = "a private key".getBytes(UTF_8);

  private final SigningKeySeal seal = new SigningKeySeal(new byte[32], new Random(1));

  @Test
  void what_was_closed_opens_with_the_same_key() {
    byte[] sealed = seal.close(PLAIN, "token-1");

    assertThat(new String(sealed, UTF_8)).doesNotContain("private");
    assertThat(seal.open(sealed, "token-1")).isEqualTo(PLAIN);
  }

  @Test
  void closing_twice_gives_two_texts() {
    assertThat(seal.close(PLAIN, "token-1")).isNotEqualTo(seal.close(PLAIN, "token-1"));
  }

  @Test
  void another_encryption_key_or_another_place_is_named_as_the_reason() {
    byte[] sealed = seal.close(PLAIN, "token-1");
    byte[] other = new byte[32];
    other[0] = 1;

    assertThatThrownBy(() -> new SigningKeySeal(other, new Random(1)).open(sealed, "token-1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("batuta.security.encryption-key");
    assertThatThrownBy(() -> seal.open(sealed, "token-2"))
        .isInstanceOf(IllegalStateException.class);
  }
}
