package dev.batuta.quote.quoting;

import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.Quotes;
import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.InstantSource;
import java.util.List;
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
  private final PeriodicCheck check;

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
    this.check =
        new PeriodicCheck("quote-monitor", "quote", properties.checkInterval(), this::check);
  }

  @Override
  public void start() {
    check.start();
  }

  @Override
  public void stop() {
    check.close();
  }

  @Override
  public boolean isRunning() {
    return check.isRunning();
  }

  /** One look at everything that may be due. */
  void check() {
    int expired = quoting.expireDue(AT_ONCE);
    if (expired > 0) {
      log.atInfo().addKeyValue("quotes", expired).log("quotes expired");
    }
    List<Quote> unnumbered = quotes.withoutNumber(properties.leftAlone(), AT_ONCE);
    unnumbered.forEach(quoting::finish);
    var _ = announcements.announceDue(clock.instant().minus(properties.leftAlone()), AT_ONCE);
  }
}
