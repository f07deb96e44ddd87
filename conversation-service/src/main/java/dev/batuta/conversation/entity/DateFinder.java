package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.NumberWords;
import dev.batuta.conversation.vocabulary.Words;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds calendar dates, written out or counted from today. A weekday or a date without year lies in
 * the past when the message tells of something done, else in the future.
 */
final class DateFinder {
  private static final Pattern ISO = Pattern.compile("(?<!\\d)(20\\d\\d)-(\\d\\d)-(\\d\\d)(?!\\d)");
  private static final Pattern SLASHED =
      Pattern.compile(
          "(?<![\\d/,.])(\\d{1,2})([/-])(\\d{1,2})(?:[/-](20\\d\\d|\\d\\d))?(?![\\d/\"]|[.,]\\d|\\s*(?:''|pulg|inch|mm|cm|m\\b))");
  private static final Pattern SLASH_CUE =
      Pattern.compile(
          "(?:^|\\b(?:el|del|al|dia|em|para|on|by|hasta|until|desde|since|fecha|date|before|ate|de|no|antes|to|es|e|due|lunes|martes|miercoles|jueves|viernes|sabado|domingo|feira)[:,]?\\s+)$");
  private static final String MONTH =
      "(ene(?:ro)?|jan(?:eiro|uary)?|feb(?:rero|ruary)?|fev(?:ereiro)?|mar(?:zo|co|ch)?|abr(?:il)?|apr(?:il)?"
          + "|may(?:o)?|mai(?:o)?|jun(?:io|ho|e)?|jul(?:io|ho|y)?|ago(?:sto)?|aug(?:ust)?|set(?:iembre|embro)?"
          + "|sep(?:tiembre|t|tember)?|oct(?:ubre|ober)?|out(?:ubro)?|nov(?:iembre|embro|ember)?"
          + "|dic(?:iembre)?|dez(?:embro)?|dec(?:ember)?)";
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "(?<![\\d.,])(\\d{1,2}|primero|primeiro)(?:st|nd|rd|th|o|\u00ba|°)?\\s+(?:de |of |d )?"
              + MONTH
              + "\\b(?:\\s+(?:del? |of |,)?\\s*(20\\d\\d))?");
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "\\b"
              + MONTH
              + "\\s+(?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?![.,]?\\d)(?:,?\\s+(20\\d\\d))?");
  private static final String WEEKDAY =
      "(lunes|martes|miercoles|jueves|viernes|sabado|domingo|segunda(?:-feira| feira)?|terca(?:-feira| feira)?"
          + "|quarta(?:-feira| feira)?|quinta(?:-feira| feira)?|sexta(?:-feira| feira)?"
          + "|monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
  private static final Pattern WEEK_DAY =
      Pattern.compile(
          "(?:\\b(proximo|proxima|next|last|pasado|passada|passado|ultimo|este|esta|this|el|na|no|on)\\s+)?\\b"
              + WEEKDAY
              + "\\b(?:\\s+(pasado|passada|passado|que viene|que vem|proximo|proxima|que paso|anterior|retrasado))?");
  private static final String COUNT = "(\\d{1,3}|[a-z]+)";
  private static final String SPAN =
      "(dias?|days?|semanas?|weeks?|mes(?:es)?|months?|quincenas?|fortnight|anos?|years?)";
  private static final Pattern AHEAD =
      Pattern.compile(
          "\\b(?:en|dentro de|de aqui a|daqui a|daqui|em|in|within|a los|de hoy en)\\s+(?:unos? |unas? )??"
              + COUNT
              + "\\s+"
              + SPAN
              + "\\b");
  private static final Pattern AGO =
      Pattern.compile(
          "\\b(?:hace|ha|faz|tem)\\s+(?:como |unos? |unas? )??" + COUNT + "\\s+" + SPAN + "\\b");
  private static final Pattern AGO_AFTER =
      Pattern.compile("\\b" + COUNT + "\\s+" + SPAN + "\\s+(?:ago|atras)\\b");
  private static final Pattern FROM_NOW =
      Pattern.compile("\\b" + COUNT + "\\s+" + SPAN + "\\s+from (?:now|today)\\b");
  private static final Pattern NEXT_SPAN =
      Pattern.compile(
          "\\b(?:(?:la|el|a|o)\\s+)?(?:(proxim[oa]|next)\\s+(semana|mes|week|month|ano|year)|(semana|mes|ano)\\s+(?:que (?:viene|vem|entra)|proxim[oa]))\\b");
  private static final Pattern LAST_SPAN =
      Pattern.compile(
          "\\b(?:last\\s+(week|month)|(semana|mes)\\s+(?:pasad[oa]|passad[oa]|anterior))\\b");
  private static final Pattern DAY_NUMBER =
      Pattern.compile(
          "\\b(?:(?:para|hasta|antes de|desde|pague|retiro|paso|llega|entregan?) el|(?:el |ate |no |o )?dia|para el dia|on the|by the|el|del)\\s+(\\d{1,2})(?:st|nd|rd|th)?(?=\\s*(?:$|[,.;!?)]|de este mes|del mes|deste mes|of this month|por favor|please|a la|por la|de manana))");
  private static final Pattern MONTH_END =
      Pattern.compile(
          "\\b(?:a |para |al )?(?:fin(?:es)? de(?:l)? mes|final (?:de|do|del) mes|fim do mes|end of (?:the )?month)\\b");
  private static final Pattern WEEKEND =
      Pattern.compile("\\b(?:fin de semana|finde|fim de semana|weekend)\\b");
  private static final Pattern DONE =
      Pattern.compile(
          "\\b(?:pague|pagamos|compre|compramos|pedi|pedimos|encargue|deposite|transferi|consigne|abone|hice|hicimos"
              + "|envie|mande|mandaron|llego|llegaron|recibi|recibimos|retire|salio|sali|entregaron|vino|vinieron"
              + "|fue|era|gire|gaste|sene|firme|paguei|comprei|fiz|depositei|transferiu|recebi|encomendei|chegou"
              + "|veio|paid|bought|ordered|sent|arrived|received|was|came|made|placed|got|did|dije|dijeron"
              + "|prometieron|quedaron|hable|facturaron|desde|since|compra del|pedido del|ya)\\b");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Map<String, String> MONTH_WORDS =
      Map.ofEntries(
          Map.entry("ene", "jan"),
          Map.entry("fev", "feb"),
          Map.entry("abr", "apr"),
          Map.entry("mai", "may"),
          Map.entry("ago", "aug"),
          Map.entry("set", "sep"),
          Map.entry("out", "oct"),
          Map.entry("dic", "dec"),
          Map.entry("dez", "dec"));
  private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();
  private static final List<Relative> RELATIVE =
      List.of(
          relative(2, "pasado manana|depois de amanha|(?:the )?day after tomorrow"),
          relative(
              -2,
              "anteayer|antes de ayer|antier|anteontem|(?:the )?day before yesterday|antes de ontem"),
          relative(0, "hoy(?: mismo| dia)?|hoje|today|tonight|esta noche|esta tarde"),
          relative(-1, "ayer|ontem|yesterday|anoche"),
          relative(
              1,
              "(?<!por la |a la |de la |en la |una |linda |buena |esta |de |pela )manana|amanha|tomorrow|tmrw|mnana"));

  private final Scan scan;
  private final String country;
  private final LocalDate today;
  private final boolean done;

  private DateFinder(Scan scan, EntityContext context) {
    this.scan = scan;
    this.country = context.country();
    this.today = context.today();
    this.done = DONE.matcher(scan.open()).find();
  }

  static @Nullable LocalDate find(Scan scan, EntityContext context) {
    var finder = new DateFinder(scan, context);
    var written = finder.written();
    return written != null ? written : finder.counted();
  }

  private @Nullable LocalDate written() {
    Matcher iso = ISO.matcher(scan.open());
    if (iso.find()) {
      return taken(iso, date(number(iso, 1), number(iso, 2), number(iso, 3)));
    }
    Matcher dayMonth = DAY_MONTH.matcher(scan.open());
    if (dayMonth.find()) {
      int day = Character.isDigit(dayMonth.group(1).charAt(0)) ? number(dayMonth, 1) : 1;
      return taken(dayMonth, inYear(dayMonth.group(3), month(dayMonth.group(2)), day));
    }
    Matcher monthDay = MONTH_DAY.matcher(scan.open());
    if (monthDay.find()) {
      return taken(
          monthDay, inYear(monthDay.group(3), month(monthDay.group(1)), number(monthDay, 2)));
    }
    Matcher slashed = SLASHED.matcher(scan.open());
    while (slashed.find()) {
      var before = scan.open().substring(Math.max(0, slashed.start() - 16), slashed.start());
      if (slashed.group(4) != null
          || ("/".equals(slashed.group(2)) && SLASH_CUE.matcher(before).find())) {
        var found = slashed(slashed);
        if (found != null) {
          return taken(slashed, found);
        }
      }
    }
    return null;
  }

  private @Nullable LocalDate slashed(Matcher matcher) {
    int first = number(matcher, 1);
    int second = number(matcher, 3);
    boolean monthFirst = second > 12 || ("US".equals(country) && first <= 12);
    return monthFirst
        ? inYear(matcher.group(4), first, second)
        : inYear(matcher.group(4), second, first);
  }

  private @Nullable LocalDate counted() {
    for (var relative : RELATIVE) {
      Matcher matcher = relative.words.matcher(scan.open());
      if (matcher.find()) {
        return taken(matcher, today.plusDays(relative.days));
      }
    }
    var span = span();
    if (span != null) {
      return span;
    }
    Matcher weekday = WEEK_DAY.matcher(scan.open());
    while (weekday.find()) {
      if (isWeekday(weekday)) {
        return taken(weekday, weekday(weekday));
      }
    }
    Matcher dayNumber = DAY_NUMBER.matcher(scan.open());
    if (dayNumber.find() && number(dayNumber, 1) >= 1 && number(dayNumber, 1) <= 31) {
      return taken(dayNumber, dayOfMonth(number(dayNumber, 1)));
    }
    Matcher monthEnd = MONTH_END.matcher(scan.open());
    if (monthEnd.find()) {
      return taken(monthEnd, today.with(TemporalAdjusters.lastDayOfMonth()));
    }
    Matcher weekend = WEEKEND.matcher(scan.open());
    return weekend.find()
        ? taken(weekend, today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY)))
        : null;
  }

  private @Nullable LocalDate span() {
    Matcher nextSpan = NEXT_SPAN.matcher(scan.open());
    if (nextSpan.find()) {
      var unit = nextSpan.group(2) != null ? nextSpan.group(2) : nextSpan.group(3);
      return taken(nextSpan, today.plus(period(1, unit)));
    }
    Matcher lastSpan = LAST_SPAN.matcher(scan.open());
    if (lastSpan.find()) {
      var unit = lastSpan.group(1) != null ? lastSpan.group(1) : lastSpan.group(2);
      return taken(lastSpan, today.minus(period(1, unit)));
    }
    for (var ago : List.of(AGO, AGO_AFTER)) {
      Matcher matcher = ago.matcher(scan.open());
      while (matcher.find()) {
        var count = count(matcher.group(1));
        if (count != null) {
          return taken(matcher, today.minus(period(count, matcher.group(2))));
        }
      }
    }
    for (var ahead : List.of(AHEAD, FROM_NOW)) {
      Matcher matcher = ahead.matcher(scan.open());
      while (matcher.find()) {
        var count = count(matcher.group(1));
        if (count != null) {
          return taken(matcher, today.plus(period(count, matcher.group(2))));
        }
      }
    }
    return null;
  }

  /** Portuguese ordinals ("quinta", "segunda") name weekdays only in Portuguese. */
  private boolean isWeekday(Matcher matcher) {
    var word = matcher.group(2);
    boolean ordinal = word.matches("segunda|terca|quarta|quinta|sexta");
    return !ordinal || scan.isPortuguese() || "BR".equals(country);
  }

  private LocalDate weekday(Matcher matcher) {
    var day = WEEKDAYS.get(matcher.group(2).replaceAll("[- ]feira", ""));
    if (day == null) {
      throw new IllegalStateException("no weekday is called " + matcher.group(2));
    }
    var words =
        String.join(
            " ",
            matcher.group(1) == null ? "" : matcher.group(1),
            matcher.group(3) == null ? "" : matcher.group(3));
    boolean past = words.matches(".*(?:pasad|passad|last|ultimo|que paso|anterior).*");
    boolean future = words.matches(".*(?:proxim|next|que v).*");
    return past || (done && !future)
        ? today.with(TemporalAdjusters.previous(day))
        : today.with(TemporalAdjusters.next(day));
  }

  private LocalDate dayOfMonth(int day) {
    var month = today.withDayOfMonth(1);
    for (int step = 0; step < 4; step++) {
      var candidate = month.plusMonths(done ? -step : step);
      if (day <= candidate.lengthOfMonth()) {
        var date = candidate.withDayOfMonth(day);
        if (done ? !date.isAfter(today) : !date.isBefore(today)) {
          return date;
        }
      }
    }
    return today;
  }

  private @Nullable LocalDate inYear(@Nullable String year, int month, int day) {
    if (year != null) {
      int number = Integer.parseInt(year);
      return date(number < 100 ? 2000 + number : number, month, day);
    }
    var date = date(today.getYear(), month, day);
    if (date == null) {
      return null;
    }
    if (done && date.isAfter(today)) {
      return date.minusYears(1);
    }
    return !done && date.isBefore(today) ? date.plusYears(1) : date;
  }

  private static @Nullable LocalDate date(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  private @Nullable LocalDate taken(Matcher matcher, @Nullable LocalDate date) {
    if (date != null) {
      scan.take(matcher.start(), matcher.end());
    }
    return date;
  }

  private @Nullable Integer count(String word) {
    if (Character.isDigit(word.charAt(0))) {
      return Integer.valueOf(word);
    }
    if ("a".equals(word) || "an".equals(word)) {
      return 1;
    }
    var words = Words.split(word);
    var number = words.isEmpty() ? null : NumberWords.read(words, 0, false);
    return number == null || number.value().compareTo(BigDecimal.valueOf(999)) > 0
        ? null
        : number.value().intValue();
  }

  private static Period period(int count, String unit) {
    return switch (unit.charAt(0)) {
      case 'd' -> Period.ofDays(count);
      case 's', 'w' -> Period.ofWeeks(count);
      case 'm' -> Period.ofMonths(count);
      case 'q' -> Period.ofDays(15 * count);
      case 'f' -> Period.ofWeeks(2 * count);
      case 'a', 'y' -> Period.ofYears(count);
      default -> throw new IllegalStateException("no span of time is called " + unit);
    };
  }

  private static int month(String word) {
    var start = word.substring(0, 3);
    return MONTHS.indexOf(MONTH_WORDS.getOrDefault(start, start)) + 1;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static Relative relative(int days, String words) {
    return new Relative(days, Pattern.compile("\\b(?:" + words + ")\\b"));
  }

  private static Map<String, DayOfWeek> weekdays() {
    var days = new HashMap<String, DayOfWeek>();
    for (var names :
        List.of(
            "lunes martes miercoles jueves viernes sabado domingo",
            "segunda terca quarta quinta sexta sabado domingo",
            "monday tuesday wednesday thursday friday saturday sunday")) {
      var words = List.of(names.split(" "));
      for (int i = 0; i < words.size(); i++) {
        days.put(words.get(i), DayOfWeek.of(i + 1));
      }
    }
    return Map.copyOf(days);
  }

  private record Relative(int days, Pattern words) {}
}
