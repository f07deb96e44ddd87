package dev.batuta.conversation.intent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages the models learn from, written for this product: one file per intent, a section per
 * country, and in each line {@code (a|b)} for alternatives and <code>{slot}</code> for fillers.
 *
 * <p>A line becomes as many messages as its longest group has alternatives, so that every
 * alternative appears; which ones meet is decided by arithmetic, never by chance.
 */
final class TrainingCorpus {

  private static final Pattern GROUP = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");

  private final Map<Language, Map<String, List<String>>> fillers = new EnumMap<>(Language.class);

  private TrainingCorpus() {
    for (String line : LanguageResource.lines("slots.txt")) {
      int dot = line.indexOf('.');
      int equals = line.indexOf('=');
      fillers
          .computeIfAbsent(Language.ofTag(line.substring(0, dot)), language -> new HashMap<>())
          .put(
              line.substring(dot + 1, equals),
              List.of(line.substring(equals + 1).split("\\|", -1)));
    }
  }

  /** Returns every message of the corpus; always the same ones in the same order. */
  static List<Example> examples() {
    TrainingCorpus corpus = new TrainingCorpus();
    List<Example> examples = new ArrayList<>();
    for (Intent intent : Intent.values()) {
      corpus.read(intent, examples);
    }
    return List.copyOf(examples);
  }

  private void read(Intent intent, List<Example> examples) {
    Language language = Language.ES;
    LinkedHashSet<String> seen = new LinkedHashSet<>();
    for (String line : LanguageResource.lines("corpus/" + intent.word() + ".txt")) {
      if (line.startsWith("[")) {
        language = Language.ofTag(line.substring(1, line.length() - 1));
      } else {
        for (String text : expand(line, language)) {
          if (seen.add(language + text.toLowerCase(Locale.ROOT))) {
            examples.add(new Example(text, language, intent));
          }
        }
      }
    }
  }

  private List<String> expand(String line, Language language) {
    List<String[]> groups = new ArrayList<>();
    int variants = 1;
    Matcher matcher = GROUP.matcher(line);
    while (matcher.find()) {
      String[] alternatives = matcher.group(1).split("\\|", -1);
      groups.add(alternatives);
      variants = Math.max(variants, alternatives.length);
    }
    if (groups.isEmpty() && SLOT.matcher(line).find()) {
      variants = 2;
    }
    List<String> texts = new ArrayList<>();
    for (int variant = 0; variant < variants; variant++) {
      texts.add(fill(choose(line, groups, variant), language, variant + line.length()));
    }
    return texts;
  }

  private static String choose(String line, List<String[]> groups, int variant) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = GROUP.matcher(line);
    int group = 0;
    while (matcher.find()) {
      String[] alternatives = groups.get(group);
      // A different stride per group keeps the same alternatives from always meeting.
      int pick = (variant * (group == 0 ? 1 : 1 + group * 2) + group) % alternatives.length;
      if (group > 0 && variant < alternatives.length) {
        pick = (variant + group * 3) % alternatives.length;
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(alternatives[pick]));
      group++;
    }
    matcher.appendTail(text);
    return text.toString().strip();
  }

  private String fill(String template, Language language, int seed) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = SLOT.matcher(template);
    int position = seed;
    while (matcher.find()) {
      List<String> words = fillers.getOrDefault(language, Map.of()).get(matcher.group(1));
      if (words == null) {
        throw new IllegalStateException(
            "expected fillers for " + language.tag() + "." + matcher.group(1) + ", found none");
      }
      position = position * 7 + 3;
      matcher.appendReplacement(
          text, Matcher.quoteReplacement(words.get(Math.floorMod(position, words.size()))));
    }
    matcher.appendTail(text);
    return text.toString();
  }
}
