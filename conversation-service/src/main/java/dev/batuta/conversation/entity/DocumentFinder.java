package dev.batuta.conversation.entity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds identity and tax numbers by their name, and by their form when the check digits agree. */
final class DocumentFinder {
  private static final String NUMBER = "(\\d(?:\\d|[ ./-](?=\\d)){4,20}\\d)(?!\\d)";
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(c\\.?i\\.?|cedula(?: de (?:identidad|ciudadania))?|cedula|ced|ruc|rut|r\\.u\\.t\\.?"
              + "|nit|n\\.i\\.t\\.?|c\\.?c\\.?|cpf|cnpj|documento|doc|dni|tax id|id)"
              + "(?:\\s+(?:es|e|is|el|la|numero|nro|no|num|n|de|da|do|empresa|number"
              + "|mi|meu|minha|:)){0,6}\\s*[:.#°º-]*\\s*"
              + NUMBER);
  private static final Pattern FORM =
      Pattern.compile(
          "(?<![\\d.,+-])(\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}"
              + "|\\d\\.\\d{3}\\.\\d{3}[-/]\\d|\\d{3}\\.\\d{3}-\\d|\\d{3}\\.\\d{3}\\.\\d{3}-\\d"
              + "|\\d{9}-\\d|\\d{7}-\\d|\\d{12}|\\d{14}|\\d{8}/\\d{4}-\\d{2}|\\d{9}-\\d{2})"
              + "(?![\\d])");

  private DocumentFinder() {}

  static @Nullable String find(Scan scan) {
    Matcher named = NAMED.matcher(scan.open());
    while (named.find()) {
      var number = named.group(2);
      var label = named.group(1).replace(".", "");
      while (!isValid(label, digits(number)) && number.indexOf(' ') > 0) {
        number = number.substring(0, number.lastIndexOf(' '));
      }
      var digits = digits(number);
      if (isValid(label, digits)) {
        return take(scan, named.start(), named.start(2), named.start(2) + number.length());
      }
      if (digits.length() >= 6 && !isGeneric(named.group(1))) {
        scan.take(named.start(), named.end(2));
        return null;
      }
    }
    Matcher form = FORM.matcher(scan.open());
    while (form.find()) {
      var digits = digits(form.group(1));
      if (isAny(digits)) {
        return take(scan, form.start(1), form.start(1), form.end(1));
      }
    }
    return null;
  }

  private static String take(Scan scan, int from, int numberFrom, int to) {
    scan.take(from, to);
    return scan.text().substring(numberFrom, to);
  }

  private static boolean isGeneric(String label) {
    return "id".equals(label) || label.startsWith("doc");
  }

  private static boolean isValid(String label, String digits) {
    if (label.startsWith("cedula") || "ced".equals(label)) {
      return CheckDigits.isCi(digits) || isCedula(digits);
    }
    return switch (label) {
      case "ci" -> CheckDigits.isCi(digits);
      case "ruc", "rut" -> CheckDigits.isRut(digits) || CheckDigits.isNit(digits);
      case "nit" -> CheckDigits.isNit(digits) || digits.length() == 9;
      case "cc" -> isCedula(digits);
      case "cpf" -> CheckDigits.isCpf(digits);
      case "cnpj" -> CheckDigits.isCnpj(digits);
      default -> isAny(digits) || (isCedula(digits) && !"id".equals(label));
    };
  }

  /** A Colombian cédula has no check digit: 6 to 8 or 10 digits. */
  private static boolean isCedula(String digits) {
    return digits.length() >= 6 && digits.length() <= 10;
  }

  private static boolean isAny(String digits) {
    return CheckDigits.isCi(digits)
        || CheckDigits.isRut(digits)
        || CheckDigits.isNit(digits)
        || CheckDigits.isCpf(digits)
        || CheckDigits.isCnpj(digits);
  }

  private static String digits(String number) {
    return number.replaceAll("\\D", "");
  }
}
