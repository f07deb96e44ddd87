package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's databases. An answer to a command goes out only after the {@link ChangeLog} has
 * settled, so nothing is acknowledged, or even shown, that the end of the process could undo.
 */
final class IndexedBackend extends AbstractMongoBackend {
  private static final Logger log = LoggerFactory.getLogger(IndexedBackend.class);
  private static final Set<String> CHANGING =
      Set.of(
          "insert",
          "update",
          "delete",
          "findAndModify",
          "create",
          "createIndexes",
          "drop",
          "dropIndexes",
          "dropDatabase",
          "renameCollection");
  private static final int INTERNAL_ERROR = 1;

  private volatile ChangeLog changeLog = ChangeLog.NONE;

  IndexedBackend(Clock clock) {
    super(clock);
  }

  /** From now on changes go to this log. */
  void keepIn(ChangeLog log) {
    this.changeLog = log;
  }

  private static boolean writesItsResult(String command, Document query) {
    return command.equals("aggregate")
        && query.get("pipeline") instanceof List<?> stages
        && !stages.isEmpty()
        && stages.getLast() instanceof Document last
        && (last.containsKey("$out") || last.containsKey("$merge"));
  }

  /** The log that hears of changes now. */
  ChangeLog changeLog() {
    return changeLog;
  }

  @Override
  protected IndexedDatabase openOrCreateDatabase(String name) {
    return new IndexedDatabase(name, getCursorRegistry(), () -> changeLog);
  }

  /** The database of this name, created when missing. */
  IndexedDatabase database(String name) {
    return (IndexedDatabase) resolveDatabase(name);
  }

  /** All databases. */
  List<IndexedDatabase> databases() {
    return listDatabaseNames().stream().map(this::database).toList();
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    // Errors are answered here, because the library's own handler logs the command's content.
    try {
      return super.handleMessage(message);
    } catch (MongoServerError refused) {
      return failure(
          refused.getMessageWithoutErrorCode(), refused.getCode(), refused.getCodeName());
    } catch (MongoServerException refused) {
      return failure(refused.getMessageWithoutErrorCode(), INTERNAL_ERROR, "InternalError");
    } catch (RuntimeException broken) {
      log.atError().setCause(broken).log("command failed");
      return failure(String.valueOf(broken), INTERNAL_ERROR, "InternalError");
    }
  }

  private static Document failure(String message, int code, String codeName) {
    return new Document("ok", 0.0)
        .append("errmsg", message)
        .append("code", code)
        .append("codeName", codeName);
  }

  @Override
  public Document handleCommand(
      Channel channel, String databaseName, String command, Document query) {
    return switch (command) {
      case "hello", "isMaster", "ismaster" ->
          super.handleCommand(channel, databaseName, "ismaster", query)
              .append("isWritablePrimary", true)
              .append("helloOk", true);
      default -> {
        if (CHANGING.contains(command) || writesItsResult(command, query)) {
          changeLog.requireWritable();
        }
        Document answer = super.handleCommand(channel, databaseName, command, query);
        changeLog.settle();
        yield answer;
      }
    };
  }
}
