package dev.batuta.conversation.intent;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One-against-the-rest logistic regression over message features: sublinear tf-idf of the surface
 * and presence of the cues, each scaled to its own length. Training the same examples gives the
 * same weights.
 */
final class LinearModel {

  /** How much the cues weigh against the surface; chosen by cross-validation. */
  private static final double CUE_WEIGHT = 0.4;

  private static final double COST = 4.0;
  private static final double TOLERANCE = 0.2;
  private static final int MIN_DOCUMENTS = 2;
  private static final int STEPS = 127;

  private final Map<String, Integer> index;
  private final float[] idf;
  private final float[] weights;
  private final float[] bias;
  private final int classes;

  private LinearModel(
      Map<String, Integer> index, float[] idf, float[] weights, float[] bias, int classes) {
    this.index = index;
    this.idf = idf;
    this.weights = weights;
    this.bias = bias;
    this.classes = classes;
  }

  /**
   * Learns from examples.
   *
   * @param labels the class of each message, from 0 to {@code classes - 1}
   */
  static LinearModel train(List<MessageFeatures> messages, int[] labels, int classes) {
    Map<String, Integer> documents = new TreeMap<>();
    for (MessageFeatures message : messages) {
      message.surface().keySet().forEach(feature -> documents.merge(feature, 1, Integer::sum));
      message.cues().forEach(feature -> documents.merge(feature, 1, Integer::sum));
    }
    documents.values().removeIf(count -> count < MIN_DOCUMENTS);
    Map<String, Integer> index = HashMap.newHashMap(documents.size());
    float[] idf = new float[documents.size()];
    documents.forEach((feature, count) -> {
      idf[index.size()] = (float) Math.log((1.0 + messages.size()) / (1.0 + count));
      index.put(feature, index.size());
    });
    LinearModel empty =
        new LinearModel(index, idf, new float[idf.length * classes], new float[classes], classes);
    Feature[][] rows =
        messages.stream().map(message -> empty.row(message)).toArray(Feature[][]::new);
    IntStream.range(0, classes).parallel().forEach(c -> empty.learn(c, rows, labels));
    return empty;
  }

  /** Returns the margin of every class; above 0 means that the class alone would say yes. */
  double[] margins(MessageFeatures message) {
    double[] margins = new double[classes];
    for (int c = 0; c < classes; c++) {
      margins[c] = bias[c];
    }
    for (FeatureNode node : nodes(message)) {
      int offset = (node.index - 1) * classes;
      for (int c = 0; c < classes; c++) {
        margins[c] += node.value * weights[offset + c];
      }
    }
    return margins;
  }

  /** Returns the number of weights, for reports. */
  int size() {
    return weights.length;
  }

  private void learn(int wanted, Feature[][] rows, int[] labels) {
    Problem problem = new Problem();
    problem.l = rows.length;
    problem.n = idf.length + 1;
    problem.bias = 1;
    problem.x = rows;
    problem.y = IntStream.of(labels).mapToDouble(label -> label == wanted ? 1 : -1).toArray();
    Linear.disableDebugOutput();
    Parameter parameter = new Parameter(SolverType.L2R_LR, COST, TOLERANCE);
    Model model = Linear.train(problem, parameter);
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    double[] learnt = model.getFeatureWeights();
    for (int i = 0; i < idf.length; i++) {
      weights[i * classes + wanted] = (float) (sign * learnt[i]);
    }
    bias[wanted] = (float) (sign * learnt[idf.length]);
  }

  private Feature[] row(MessageFeatures message) {
    List<FeatureNode> nodes = nodes(message);
    nodes.sort(Comparator.comparingInt(node -> node.index));
    nodes.add(new FeatureNode(idf.length + 1, 1));
    return nodes.toArray(Feature[]::new);
  }

  private List<FeatureNode> nodes(MessageFeatures message) {
    List<FeatureNode> surface = new ArrayList<>(message.surface().size());
    message
        .surface()
        .forEach((feature, count) -> {
          Integer i = index.get(feature);
          if (i != null) {
            surface.add(new FeatureNode(i + 1, (1 + Math.log(count)) * idf[i]));
          }
        });
    scale(surface, 1);
    List<FeatureNode> cues = new ArrayList<>(message.cues().size());
    for (String feature : message.cues()) {
      Integer i = index.get(feature);
      if (i != null) {
        cues.add(new FeatureNode(i + 1, feature.charAt(0) == 'c' ? 2 : 1));
      }
    }
    scale(cues, CUE_WEIGHT);
    surface.addAll(cues);
    return surface;
  }

  private static void scale(List<FeatureNode> nodes, double length) {
    double sum = 0;
    for (FeatureNode node : nodes) {
      sum += node.value * node.value;
    }
    if (sum > 0) {
      double factor = length / Math.sqrt(sum);
      nodes.forEach(node -> node.value *= factor);
    }
  }

  /** Writes the model with weights rounded to one of 255 steps per class. */
  void write(DataOutputStream out) throws IOException {
    String[] names = new String[idf.length];
    index.forEach((feature, i) -> names[i] = feature);
    out.writeInt(classes);
    out.writeInt(idf.length);
    for (int i = 0; i < idf.length; i++) {
      out.writeUTF(names[i]);
      out.writeFloat(idf[i]);
    }
    for (int c = 0; c < classes; c++) {
      float largest = Float.MIN_NORMAL;
      for (int i = 0; i < idf.length; i++) {
        largest = Math.max(largest, Math.abs(weights[i * classes + c]));
      }
      out.writeFloat(bias[c]);
      out.writeFloat(largest / STEPS);
      for (int i = 0; i < idf.length; i++) {
        out.writeByte(Math.round(weights[i * classes + c] * STEPS / largest));
      }
    }
  }

  /** Reads what {@link #write} has written. */
  static LinearModel read(DataInputStream in) throws IOException {
    int classes = in.readInt();
    int features = in.readInt();
    Map<String, Integer> index = HashMap.newHashMap(features);
    float[] idf = new float[features];
    for (int i = 0; i < features; i++) {
      index.put(in.readUTF(), i);
      idf[i] = in.readFloat();
    }
    float[] weights = new float[features * classes];
    float[] bias = new float[classes];
    for (int c = 0; c < classes; c++) {
      bias[c] = in.readFloat();
      float step = in.readFloat();
      for (int i = 0; i < features; i++) {
        weights[i * classes + c] = in.readByte() * step;
      }
    }
    return new LinearModel(index, idf, weights, bias, classes);
  }
}
