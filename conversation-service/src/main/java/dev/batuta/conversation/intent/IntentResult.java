package dev.batuta.conversation.intent;

/**
 * The intent of one message.
 *
 * @param intent the most likely intent
 * @param confidence calibrated probability that the intent is right, 0 to 1
 */
public record IntentResult(Intent intent, double confidence) {

  /** Checks that the confidence is a probability. */
  public IntentResult {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be from 0 to 1, was " + confidence);
    }
  }
}
