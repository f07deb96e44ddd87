package dev.batuta.conversation.entity;

/**
 * Check digits of identity and tax numbers. Rules: CI (Uruguay, weights 2987634 modulo 10), RUT
 * (Uruguay, weights 4 3 2 9 8 7 6 5 4 3 2 modulo 11), NIT (Colombia, weights 3 7 13 17 19 23 29 37
 * 41 43 47 modulo 11), CPF and CNPJ (Brazil, two digits modulo 11).
 */
final class CheckDigits {
  private static final int[] CI = {2, 9, 8, 7, 6, 3, 4};
  private static final int[] RUT = {4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};
  private static final int[] NIT = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47};
  private static final int[] CNPJ = {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};

  private CheckDigits() {}

  static boolean isCi(String digits) {
    if (digits.length() < 7 || digits.length() > 8) {
      return false;
    }
    var padded = digits.length() == 7 ? "0" + digits : digits;
    int sum = 0;
    for (int i = 0; i < 7; i++) {
      sum += digit(padded, i) * CI[i];
    }
    return (10 - sum % 10) % 10 == digit(padded, 7);
  }

  static boolean isRut(String digits) {
    if (digits.length() != 12) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 11; i++) {
      sum += digit(digits, i) * RUT[i];
    }
    int check = 11 - sum % 11;
    return (check == 11 ? 0 : check) == digit(digits, 11);
  }

  static boolean isNit(String digits) {
    if (digits.length() < 9 || digits.length() > 11) {
      return false;
    }
    int sum = 0;
    int last = digits.length() - 1;
    for (int i = 0; i < last; i++) {
      sum += digit(digits, last - 1 - i) * NIT[i];
    }
    int rest = sum % 11;
    return (rest > 1 ? 11 - rest : rest) == digit(digits, last);
  }

  static boolean isCpf(String digits) {
    return digits.length() == 11
        && !allSame(digits)
        && mod11(digits, 9, 10) == digit(digits, 9)
        && mod11(digits, 10, 11) == digit(digits, 10);
  }

  static boolean isCnpj(String digits) {
    return digits.length() == 14
        && !allSame(digits)
        && cnpj(digits, 12) == digit(digits, 12)
        && cnpj(digits, 13) == digit(digits, 13);
  }

  private static int mod11(String digits, int count, int weight) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += digit(digits, i) * (weight - i);
    }
    int check = sum * 10 % 11;
    return check == 10 ? 0 : check;
  }

  private static int cnpj(String digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += digit(digits, i) * CNPJ[CNPJ.length - count + i];
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }

  private static boolean allSame(String digits) {
    return digits.chars().distinct().count() == 1;
  }

  private static int digit(String digits, int at) {
    return digits.charAt(at) - '0';
  }
}
