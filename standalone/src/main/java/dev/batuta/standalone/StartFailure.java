package dev.batuta.standalone;

/** The product cannot start; the message is one sentence for the person who started it. */
final class StartFailure extends RuntimeException {
  StartFailure(String sentence) {
    super(sentence);
  }

  StartFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
