package dev.batuta.orchestrator.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.starter.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /chat/process}; the Spanish names are the original ones, the English ones
 * mean the same.
 *
 * @param mensaje what the customer wrote; 1 to 4,096 characters
 * @param message the same
 * @param telefono the customer's phone, international or in the tenant's country
 * @param phone the same
 * @param sessionId the conversation; derived from channel and phone when absent
 * @param channel where the customer writes; {@code api} when absent
 */
record ChatRequest(
    @Nullable @JsonProperty("mensaje") String mensaje,
    @Nullable @JsonProperty("message") String message,
    @Nullable @JsonProperty("telefono") String telefono,
    @Nullable @JsonProperty("phone") String phone,
    @Nullable String sessionId,
    @Nullable String channel) {
  private static final int LONGEST_TEXT = 4_096;
  private static final int LONGEST_PHONE = 40;
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

  /** What was written, checked. */
  String checkedText() {
    String field = message == null && mensaje != null ? "mensaje" : "message";
    String text = message == null ? mensaje : message;
    if (text == null || text.isBlank()) {
      throw ProblemException.field("#/" + field, field + " is empty; write 1 to 4096 characters");
    }
    if (text.length() > LONGEST_TEXT) {
      throw ProblemException.field(
          "#/" + field, field + " has " + text.length() + " characters; at most 4096 are taken");
    }
    return text;
  }

  /** The channel, checked. */
  String checkedChannel() {
    if (channel == null) {
      return "api";
    }
    if (!CHANNEL.matcher(channel).matches()) {
      throw ProblemException.field(
          "#/channel", "channel is a lower-case word of at most 32 characters");
    }
    return channel;
  }

  /**
   * The phone in E.164, checked; null when only a session is given.
   *
   * @param country where a number without country code is from
   */
  @Nullable String checkedPhone(String country) {
    String field = phone == null && telefono != null ? "telefono" : "phone";
    String given = phone == null ? telefono : phone;
    if (given == null) {
      if (sessionId == null) {
        throw ProblemException.field("#/phone", "phone or session_id is needed");
      }
      return null;
    }
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      if (given.length() <= LONGEST_PHONE) {
        PhoneNumber number = numbers.parse(given, country);
        if (numbers.isPossibleNumber(number)) {
          return numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
        }
      }
    } catch (NumberParseException _) {
      throw notAPhone(field);
    }
    throw notAPhone(field);
  }

  /** The conversation. */
  SessionId session(TenantId tenant, @Nullable String e164) {
    if (sessionId == null) {
      return SessionId.of(tenant, checkedChannel(), e164 == null ? "" : e164);
    }
    try {
      return new SessionId(sessionId);
    } catch (IllegalArgumentException invalid) {
      throw ProblemException.field("#/session_id", String.valueOf(invalid.getMessage()));
    }
  }

  private static ProblemException notAPhone(String field) {
    return ProblemException.field(
        "#/" + field, field + " is not a phone number; write it like +59899123456");
  }
}
