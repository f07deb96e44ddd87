package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.starter.security.SecretSeal;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbackAddressesTest {
  private static final CallbackAddresses.Target TARGET =
      new CallbackAddresses.Target(ACME, RUN, "approve");

  private final CallbackAddresses addresses = addresses(1, "workflow callbacks");

  private static CallbackAddresses addresses(int key, String purpose) {
    byte[] bytes = new byte[32];
    new Random(key).nextBytes(bytes);
    return new CallbackAddresses(
        new SecretSeal(Base64.getEncoder().encodeToString(bytes), purpose, new Random(7)));
  }

  private static String token(CallbackAddresses from) {
    return from.address(TARGET).substring(CallbackAddresses.PATH.length());
  }

  @Test
  void an_address_leads_to_its_step_and_survives_in_a_path() {
    for (int i = 0; i < 100; i++) {
      String token = token(addresses);

      assertThat(token).matches("[A-Za-z0-9._~-]+");
      assertThat(addresses.open(token)).contains(TARGET);
    }
  }

  @Test
  void a_token_that_was_changed_anywhere_leads_nowhere() {
    String token = token(addresses);
    // The last letters are padding, whose spare bits mean nothing.
    for (int i = 0; i < token.length() - 3; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);

      assertThat(addresses.open(changed)).as("changed at %d", i).isEmpty();
    }
    assertThat(addresses.open(token.substring(0, token.length() - 4))).isEmpty();
    assertThat(addresses.open(token + "AAAA")).isEmpty();
  }

  @Test
  void a_token_of_another_installation_or_for_something_else_leads_nowhere() {
    assertThat(addresses.open(token(addresses(2, "workflow callbacks")))).isEmpty();
    assertThat(addresses.open(token(addresses(1, "channel secrets")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b", "acme", "%%%", "0000000000000000.AAAA", "é"})
  void a_made_up_token_leads_nowhere(String token) {
    assertThat(addresses.open(token)).isEmpty();
    String key = token(addresses).substring(0, token(addresses).indexOf('.') + 1);
    assertThat(addresses.open(key + token)).isEmpty();
  }
}
