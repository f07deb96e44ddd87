package dev.batuta.starter.logging;

import dev.batuta.contracts.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Fields that every log line of a piece of work carries. Open it, work, close it on the same
 * thread.
 */
public final class LogContext implements AutoCloseable {
  /** Short name of the service that writes. */
  public static final String SERVICE = "service";

  /** Agent that writes, where one does. */
  public static final String AGENT = "agent";

  /** Whose work it is. */
  public static final String TENANT_ID = "tenant_id";

  /** Task that is worked on. */
  public static final String TASK_ID = "task_id";

  private final List<Runnable> open = new ArrayList<>(4);

  private LogContext() {}

  /** Opens a context for a service. */
  public static LogContext service(String service) {
    return new LogContext().with(SERVICE, service);
  }

  /** Adds the tenant. */
  public LogContext tenant(TenantId tenant) {
    return with(TENANT_ID, tenant.value());
  }

  /** Adds a field; null leaves it out. */
  public LogContext with(String field, @Nullable Object value) {
    if (value != null) {
      String outer = MDC.get(field);
      MDC.put(field, value.toString());
      // What an outer context said is said again.
      open.add(outer == null ? () -> MDC.remove(field) : () -> MDC.put(field, outer));
    }
    return this;
  }

  @Override
  public void close() {
    open.reversed().forEach(Runnable::run);
  }
}
