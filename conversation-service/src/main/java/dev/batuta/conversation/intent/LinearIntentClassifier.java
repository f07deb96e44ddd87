package dev.batuta.conversation.intent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default classifier: commands by keyword, everything else by a linear model over words, letter
 * sequences and lexicon cues, learnt from the bundled corpus. Immutable, needs no network.
 */
public final class LinearIntentClassifier implements IntentClassifier {

  /**
   * Sharpness of the probabilities, chosen so that confidence is near the share of right answers.
   */
  private static final double SHARPNESS = 1.3;

  private static final List<Intent> CLASSES = List.of(Intent.values());

  /** Name of the bundled model. */
  static final String MODEL = "intent";

  private final FeatureReader reader;
  private final SubscriptionCommands commands = new SubscriptionCommands();
  private final LinearModel model;

  private LinearIntentClassifier(FeatureReader reader, LinearModel model) {
    this.reader = reader;
    this.model = model;
  }

  /** Returns a classifier that knows the bundled corpus; reads its model or learns it. */
  public static LinearIntentClassifier trained() {
    return new LinearIntentClassifier(
        new FeatureReader(), BundledModels.load(MODEL, LinearIntentClassifier::learn));
  }

  /** Returns a classifier that has learnt the given examples, for evaluation. */
  static LinearIntentClassifier trainedOn(List<Example> examples) {
    FeatureReader reader = new FeatureReader();
    return new LinearIntentClassifier(reader, learn(examples, reader));
  }

  /** Learns the bundled corpus. */
  static LinearModel learn() {
    return learn(TrainingCorpus.examples(), new FeatureReader());
  }

  private static LinearModel learn(List<Example> examples, FeatureReader reader) {
    List<MessageFeatures> features =
        examples.stream().map(example -> reader.features(example.text())).toList();
    int[] labels =
        examples.stream().mapToInt(example -> CLASSES.indexOf(example.intent())).toArray();
    return LinearModel.train(features, labels, CLASSES.size());
  }

  @Override
  public IntentResult classify(String text, IntentContext context) {
    @Nullable Intent command = commands.recognise(reader.tokens(text));
    if (command != null) {
      return new IntentResult(command, 1);
    }
    double[] shares = probabilities(model.margins(reader.features(text)));
    Intent best = best(shares);
    @Nullable Intent open = context.openTask();
    double share = shares[CLASSES.indexOf(best)];
    if (context.askedSlot() != null
        && open != null
        && OpenQuestion.isAnsweredBy(reader.cues(text), best, share)) {
      return new IntentResult(open, 1 - share / 2);
    }
    return new IntentResult(best, share);
  }

  LinearModel model() {
    return model;
  }

  private static Intent best(double[] shares) {
    int best = CLASSES.indexOf(Intent.OUT_OF_SCOPE);
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > shares[best]) {
        best = i;
      }
    }
    return CLASSES.get(best);
  }

  private static double[] probabilities(double[] margins) {
    double max = Double.NEGATIVE_INFINITY;
    for (double margin : margins) {
      max = Math.max(max, margin);
    }
    double[] shares = new double[margins.length];
    double sum = 0;
    for (int i = 0; i < margins.length; i++) {
      shares[i] = Math.exp(SHARPNESS * (margins[i] - max));
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
