package dev.batuta.starter.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.util.Map;
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

  private final JsonWriter<ILoggingEvent> writer =
      JsonWriter.<ILoggingEvent>of(
              members -> {
                members
                    .add("timestamp", event -> Instant.ofEpochMilli(event.getTimeStamp()))
                    .as(Instant::toString);
                members.add("level", event -> event.getLevel().toString());
                members.add("service", JsonLogFormat::service);
                members.add("agent", event -> mdc(event, LogContext.AGENT)).whenNotNull();
                members.add("tenant_id", event -> mdc(event, LogContext.TENANT_ID)).whenNotNull();
                members.add("task_id", event -> mdc(event, LogContext.TASK_ID)).whenNotNull();
                members.add("trace_id", event -> mdc(event, "traceId")).whenNotNull();
                members.add("message", event -> event.getFormattedMessage());
                members.add("logger", ILoggingEvent::getLoggerName);
                members
                    .from(ILoggingEvent::getKeyValuePairs)
                    .whenNotNull()
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
    String fromWork = mdc(event, LogContext.SERVICE);
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
