package dev.batuta.orchestrator.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Weighted rendezvous hashing: a key goes to the candidate with the highest score, so shares follow
 * the weights, every orchestrator decides alike without asking, and when a candidate goes only its
 * own keys move.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-bess-weighted-hrw">weighted
 *     HRW</a>
 */
final class RendezvousHash {
  private static final double TWO_TO_53 = 9_007_199_254_740_992.0;

  private RendezvousHash() {}

  /**
   * Score of a candidate for a key: -weight / ln(h), with h their hash, evenly spread in 0 to 1.
   *
   * @param weight 0 or more; 0 scores 0
   */
  static double score(String key, String candidate, int weight) {
    double hash = ((double) (bits(key, candidate) >>> 11) + 0.5) / TWO_TO_53;
    return -weight / Math.log(hash);
  }

  private static long bits(String key, String candidate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(candidate.getBytes(UTF_8));
      digest.update((byte) 0);
      return ByteBuffer.wrap(digest.digest(key.getBytes(UTF_8))).getLong();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
