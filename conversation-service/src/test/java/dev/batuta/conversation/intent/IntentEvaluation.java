package dev.batuta.conversation.intent;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures a classifier on labelled messages: accuracy, macro-F1, confusions and errors.
 *
 * <p>As a program: arguments are JSON-lines files of {@code {"text","intent","lang"}}; without
 * arguments the bundled corpus is cross-validated.
 */
final class IntentEvaluation {

  private static final Pattern FIELD =
      Pattern.compile("\"(text|intent|lang)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final List<Intent> CLASSES = List.of(Intent.values());
  private static final int FOLDS = 5;

  private final Map<String, Integer> confusions = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private final int[] right = new int[CLASSES.size()];
  private final int[] gold = new int[CLASSES.size()];
  private final int[] predicted = new int[CLASSES.size()];
  private int total;
  private double confidenceOfAll;

  static List<Example> read(Path file) throws java.io.IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Map<String, String> fields = new TreeMap<>();
      Matcher matcher = FIELD.matcher(line);
      while (matcher.find()) {
        fields.put(matcher.group(1), matcher.group(2).replace("\\\"", "\""));
      }
      if (fields.containsKey("intent")) {
        examples.add(
            new Example(
                fields.getOrDefault("text", ""),
                Language.ofTag(fields.getOrDefault("lang", "es")),
                Intent.ofWord(fields.getOrDefault("intent", ""))));
      }
    }
    return examples;
  }

  IntentEvaluation measure(IntentClassifier classifier, List<Example> examples) {
    for (Example example : examples) {
      IntentResult result = classifier.classify(example.text(), IntentContext.NONE);
      total++;
      confidenceOfAll += result.confidence();
      gold[CLASSES.indexOf(example.intent())]++;
      predicted[CLASSES.indexOf(result.intent())]++;
      if (result.intent() == example.intent()) {
        right[CLASSES.indexOf(example.intent())]++;
      } else {
        confusions.merge(
            example.intent().word() + " -> " + result.intent().word(), 1, Integer::sum);
        errors.add(
            "%-17s -> %-17s %.2f  %s"
                .formatted(
                    example.intent().word(),
                    result.intent().word(),
                    result.confidence(),
                    example.text()));
      }
    }
    return this;
  }

  double accuracy() {
    int sum = 0;
    for (int count : right) {
      sum += count;
    }
    return total == 0 ? 0 : (double) sum / total;
  }

  double macroF1() {
    double sum = 0;
    int classes = 0;
    for (int i = 0; i < right.length; i++) {
      if (gold[i] > 0) {
        sum += 2.0 * right[i] / (gold[i] + predicted[i]);
        classes++;
      }
    }
    return classes == 0 ? 0 : sum / classes;
  }

  void print(PrintStream out) {
    out.printf(
        "messages %d  accuracy %.4f  macro-F1 %.4f  mean confidence %.3f%n",
        total, accuracy(), macroF1(), confidenceOfAll / Math.max(1, total));
    for (Intent intent : CLASSES) {
      int i = CLASSES.indexOf(intent);
      out.printf(
          "  %-18s right %d of %d, predicted %d%n", intent.word(), right[i], gold[i], predicted[i]);
    }
    confusions.forEach((pair, count) -> out.printf("  %s: %d%n", pair, count));
    errors.forEach(error -> out.println("  " + error));
  }

  public static void main(String[] args) throws java.io.IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (args.length == 0) {
      IntentEvaluation evaluation = new IntentEvaluation();
      List<Example> corpus = TrainingCorpus.examples();
      for (int fold = 0; fold < FOLDS; fold++) {
        List<Example> train = new ArrayList<>();
        List<Example> test = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
          (i / 10 % FOLDS == fold ? test : train).add(corpus.get(i));
        }
        evaluation.measure(LinearIntentClassifier.trainedOn(train), test);
      }
      evaluation.print(out);
      return;
    }
    long start = System.nanoTime();
    LinearIntentClassifier classifier = LinearIntentClassifier.trained();
    out.printf(
        "trained in %d ms, %d weights%n",
        (System.nanoTime() - start) / 1_000_000, classifier.model().size());
    LanguageDetector languages = LanguageDetector.trained();
    for (String arg : args) {
      List<Example> examples = read(Path.of(arg));
      out.println(arg);
      start = System.nanoTime();
      IntentEvaluation evaluation = new IntentEvaluation().measure(classifier, examples);
      out.printf(
          "%d us a message%n", (System.nanoTime() - start) / 1000 / Math.max(1, examples.size()));
      evaluation.print(out);
      long same =
          examples.stream().filter(e -> languages.detect(e.text(), null) == e.language()).count();
      out.printf("language %d of %d%n", same, examples.size());
    }
  }
}
