package dev.batuta.conversation.entity;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds e-mail addresses and phone numbers. */
final class ContactFinder {
  private static final Pattern EMAIL =
      Pattern.compile(
          "[a-z0-9](?:[a-z0-9._%+-]{0,63})@[a-z0-9-]+(?:\\.[a-z0-9-]+){0,3}\\.[a-z]{2,10}");
  private static final Pattern URL = Pattern.compile("(?:https?://|www\\.)\\S+");
  private static final Pattern SEVEN_DIGITS = Pattern.compile("\\d(?:[ .()-]{0,3}\\d){6}");
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:cel|celu|celular|tel|telf|telefono|fone|telefone|whatsapp|whats|wsp|wpp|zap|movil"
              + "|phone|cell|mobile|numero|contato|contacto|llamame al|ligar|call me (?:at|on))"
              + "(?:\\s+(?:es|e|is|el|numero|nro|number|mi|meu|my|al|no)){0,6}\\s*[:.#-]*\\s*"
              + "(\\+?\\d(?:[ .()-]{0,2}\\d){6,13})");

  private ContactFinder() {}

  static @Nullable String email(Scan scan) {
    Matcher urls = URL.matcher(scan.open());
    while (urls.find()) {
      scan.take(urls.start(), urls.end());
    }
    Matcher matcher = EMAIL.matcher(scan.open());
    if (!matcher.find()) {
      return null;
    }
    scan.take(matcher.start(), matcher.end());
    return scan.text().substring(matcher.start(), matcher.end());
  }

  static @Nullable String phone(Scan scan, String country) {
    var open = scan.open();
    if (!SEVEN_DIGITS.matcher(open).find()) {
      return null;
    }
    var phones = PhoneNumberUtil.getInstance();
    for (PhoneNumberMatch match : phones.findNumbers(open, country, Leniency.VALID, 20)) {
      scan.take(match.start(), match.end());
      return phones.format(match.number(), PhoneNumberFormat.E164);
    }
    Matcher named = NAMED.matcher(open);
    if (named.find()) {
      for (PhoneNumberMatch match :
          phones.findNumbers(named.group(1), country, Leniency.POSSIBLE, 20)) {
        scan.take(named.start(), named.end());
        return phones.format(match.number(), PhoneNumberFormat.E164);
      }
    }
    return null;
  }
}
