package dev.batuta.starter.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * One JSON object per line: {@code timestamp, level, service, agent, tenant_id, task_id, trace_id,
 * message}, then the logger and what the line adds. Chosen by {@code
 * logging.structured.format.console}.
 */
public final class JsonLogFormat implements StructuredLogFormatter<ILoggingEvent> {
  private static final String OWN_PACKAGE = "dev.batuta.";
  private static final Set<String> FIXED =
      Set.of(
          "timestamp",
          "level",
          LogContext.SERVICE,
          LogContext.AGENT,
          LogContext.TENANT_ID,
          LogContext.TASK_ID,
          "trace_id",
          "message",
          "logger",
          "error");

  private final JsonWriter<ILoggingEvent> writer =
      JsonWriter.<ILoggingEvent>of(
              members -> {
                members
                    .add("timestamp", event -> Instant.ofEpochMilli(event.getTimeStamp()))
                    .as(Instant::toString);
                members.add("level", event -> event.getLevel().toString());
                members.add("service", JsonLogFormat::service);
                members.add("agent", event -> work(event, LogContext.AGENT)).whenNotNull();
                members.add("tenant_id", event -> work(event, LogContext.TENANT_ID)).whenNotNull();
                members.add("task_id", event -> work(event, LogContext.TASK_ID)).whenNotNull();
                members.add("trace_id", event -> mdc(event, "traceId")).whenNotNull();
                members.add("message", event -> event.getFormattedMessage());
                members.add("logger", ILoggingEvent::getLoggerName);
                members
                    .from(JsonLogFormat::added)
                    .<KeyValuePair>usingExtractedPairs(
                        Iterable::forEach,
                        JsonWriter.PairExtractor.of(
                            pair -> pair.key, pair -> String.valueOf(pair.value)));
                members.add("error", JsonLogFormat::stackTrace).whenNotNull();
              })
          .withNewLineAtEnd();

  @Override
  public String format(ILoggingEvent event) {
    return writer.writeToString(event);
  }

  /**
   * Several services may share one process, so a line's service comes from its work or its class.
   */
  private static String service(ILoggingEvent event) {
    String fromWork = work(event, LogContext.SERVICE);
    if (fromWork != null) {
      return fromWork;
    }
    String logger = event.getLoggerName();
    if (logger.startsWith(OWN_PACKAGE)) {
      int end = logger.indexOf('.', OWN_PACKAGE.length());
      if (end > 0) {
        return logger.substring(OWN_PACKAGE.length(), end);
      }
    }
    return "platform";
  }

  /** What the line adds; a field that every line has cannot be written twice. */
  private static List<KeyValuePair> added(ILoggingEvent event) {
    return pairs(event).stream().filter(pair -> !FIXED.contains(pair.key)).toList();
  }

  /** A field of the work at hand, or, where there is none, what the line itself says of it. */
  private static @Nullable String work(ILoggingEvent event, String field) {
    String fromWork = mdc(event, field);
    if (fromWork != null) {
      return fromWork;
    }
    return pairs(event).stream()
        .filter(pair -> pair.key.equals(field))
        .map(pair -> String.valueOf(pair.value))
        .findFirst()
        .orElse(null);
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    return pairs == null ? List.of() : pairs;
  }

  private static @Nullable String mdc(ILoggingEvent event, String field) {
    Map<String, String> fields = event.getMDCPropertyMap();
    return fields.get(field);
  }

  private static @Nullable String stackTrace(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? null
        : ThrowableProxyUtil.asString(event.getThrowableProxy());
  }
}
