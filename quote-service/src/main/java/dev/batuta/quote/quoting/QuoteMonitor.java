package dev.batuta.quote.quoting;

import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.Quotes;
import dev.batuta.starter.logging.LogContext;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for quotes whose validity is over, and for what a crash cut short: quotes without a number
 * and steps that nobody has heard of. Every instance looks; the version check lets one of them win.
 */
@Component
final class QuoteMonitor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(QuoteMonitor.class);
  private static final int AT_ONCE = 200;

  private final Quotes quotes;
  private final Quoting quoting;
  private final QuoteAnnouncements announcements;
  private final QuoteProperties properties;
  private final InstantSource clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("quote-monitor").factory());
  private volatile boolean running;

  QuoteMonitor(
      Quotes quotes,
      Quoting quoting,
      QuoteAnnouncements announcements,
      QuoteProperties properties,
      InstantSource clock) {
    this.quotes = quotes;
    this.quoting = quoting;
    this.announcements = announcements;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    long millis = properties.checkInterval().toMillis();
    var _ = schedule.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    schedule.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** One look at everything that may be due. */
  void check() {
    try (var _ = LogContext.service("quote")) {
      int expired = quoting.expireDue(AT_ONCE);
      if (expired > 0) {
        log.atInfo().addKeyValue("quotes", expired).log("quotes expired");
      }
      List<Quote> unnumbered = quotes.withoutNumber(properties.leftAlone(), AT_ONCE);
      unnumbered.forEach(quoting::finish);
      var _ = announcements.announceDue(clock.instant().minus(properties.leftAlone()), AT_ONCE);
    } catch (RuntimeException failure) {
      // An exception here would end the schedule.
      log.atError().setCause(failure).log("check of quotes failed; trying on");
    }
  }
}
