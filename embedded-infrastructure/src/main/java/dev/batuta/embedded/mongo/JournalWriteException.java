package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.IOException;

/**
 * A change cannot be kept on disk, so it is not acknowledged. Clients see error 14031
 * (OutOfDiskSpace), as MongoDB answers in this case.
 */
final class JournalWriteException extends MongoServerError {
  private static final long serialVersionUID = 1L;
  private static final int OUT_OF_DISK_SPACE = 14_031;

  JournalWriteException(String what, IOException cause) {
    super(
        OUT_OF_DISK_SPACE,
        "OutOfDiskSpace",
        what + " cannot be written, so changes are refused: " + cause.getMessage(),
        cause);
  }
}
