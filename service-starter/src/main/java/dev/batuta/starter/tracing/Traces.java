package dev.batuta.starter.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries a trace over what a thread cannot: Kafka records and stored work. The carrier is the W3C
 * {@code traceparent} text.
 */
public final class Traces {
  private final Tracer tracer;
  private final Propagator propagator;

  /** Works on the platform's tracer. */
  public Traces(Tracer tracer, Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  /** Id of the trace that this thread is in; null outside of any. */
  public @Nullable String currentTraceId() {
    TraceContext context = tracer.currentTraceContext().context();
    return context == null ? null : context.traceId();
  }

  /** The {@code traceparent} of this thread's span; null outside of any. */
  public @Nullable String currentTraceparent() {
    TraceContext context = tracer.currentTraceContext().context();
    if (context == null) {
      return null;
    }
    Map<String, String> carrier = new HashMap<>();
    propagator.inject(context, carrier, (_, name, value) -> carrier.put(name, value));
    return carrier.get("traceparent");
  }

  /**
   * Opens a span that continues a stored trace, or begins a new one where there is none. Close it
   * on the same thread.
   */
  public OpenSpan continueFrom(@Nullable String traceparent, String name) {
    Span span;
    if (traceparent == null) {
      span = tracer.nextSpan().name(name).start();
    } else {
      Map<String, String> carrier = Map.of("traceparent", traceparent);
      span = propagator.extract(carrier, (_, field) -> carrier.get(field)).name(name).start();
    }
    Tracer.SpanInScope scope = tracer.withSpan(span);
    return new OpenSpan(span, scope);
  }

  /** A span in scope of the thread that opened it. */
  public static final class OpenSpan implements AutoCloseable {
    private final Span span;
    private final Tracer.SpanInScope scope;

    OpenSpan(Span span, Tracer.SpanInScope scope) {
      this.span = span;
      this.scope = scope;
    }

    /** Marks the span as failed. */
    public void error(Throwable cause) {
      span.error(cause);
    }

    @Override
    public void close() {
      scope.close();
      span.end();
    }
  }
}
