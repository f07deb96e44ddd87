package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static dev.batuta.quote.testing.Demo.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.Supply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules that hold for every request; the requests are random, and a failure names their seed. */
final class ArithmeticPropertiesTest {
  private static final int REQUESTS = 2_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void sums_are_the_sums_of_their_parts() {
    forRandomQuotes(quote -> {
      assertThat(sum(quote, PricedLine::net)).isEqualTo(quote.net());
      assertThat(sum(quote, PricedLine::tax)).isEqualTo(quote.tax());
      assertThat(sum(quote, PricedLine::total)).isEqualTo(quote.total());
      assertThat(quote.net().plus(quote.tax())).isEqualTo(quote.total());
      assertThat(quote.total().plus(quote.roundingAdjustment())).isEqualTo(quote.payable());
      Money taxes =
          quote.taxes().stream()
              .map(TaxAmount::tax)
              .reduce(Money.zero(quote.currency()), Money::plus);
      assertThat(taxes).isEqualTo(quote.tax());
    });
  }

  @Test
  void each_line_adds_up_and_takes_off_less_than_it_costs() {
    forRandomQuotes(quote -> {
      for (PricedLine line : quote.lines()) {
        assertThat(line.net().plus(line.tax())).isEqualTo(line.total());
        assertThat(line.discount()).isBetween(Money.zero(quote.currency()), line.gross());
        Money amount = line.gross().minus(line.discount());
        assertThat(quote.pricesIncludeTax() ? line.total() : line.net()).isEqualTo(amount);
      }
    });
  }

  @Test
  void more_pieces_never_lower_the_amount_before_discount() {
    for (int i = 0; i < REQUESTS; i++) {
      ItemRequest less = randomItem(BMC);
      ItemRequest more = withQuantity(less, less.quantity());
      Money before = gross(less);
      Money after = gross(more);
      if (before != null && after != null) {
        assertThat(after).as("seed %d, %s", seed, more).isGreaterThanOrEqualTo(before);
      }
    }
  }

  @Test
  void the_charged_area_covers_the_area_that_was_asked_for() {
    for (int i = 0; i < REQUESTS; i++) {
      BigDecimal area = decimal(1, 2_000);
      var item =
          new ItemRequest(
              "isodec",
              null,
              null,
              new BigDecimal("150"),
              null,
              random.nextBoolean() ? decimal(2, 14) : null,
              area,
              null,
              null,
              null);
      if (outcome(BMC, QuoteRequest.of(item)) instanceof PricingOutcome.Priced(var quote)) {
        assertThat(quote.lines().getFirst().quantity())
            .as("seed %d, %s", seed, item)
            .isGreaterThanOrEqualTo(area);
      }
    }
  }

  @Test
  void the_same_question_has_the_same_answer() {
    for (int i = 0; i < 200; i++) {
      var request = QuoteRequest.of(randomItem(BMC), randomItem(BMC));

      assertThat(outcome(BMC, request)).as("seed %d", seed).isEqualTo(outcome(BMC, request));
    }
  }

  private void forRandomQuotes(Consumer<PricedQuote> rule) {
    int priced = 0;
    for (int i = 0; i < REQUESTS; i++) {
      Catalogue catalogue = random.nextBoolean() ? BMC : TIENDA;
      var items = new ArrayList<ItemRequest>();
      int count = 1 + random.nextInt(4);
      for (int n = 0; n < count; n++) {
        items.add(randomItem(catalogue));
      }
      if (outcome(catalogue, new QuoteRequest(items, null))
          instanceof PricingOutcome.Priced(var quote)) {
        priced++;
        try {
          rule.accept(quote);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", " + items, e);
        }
      }
    }
    assertThat(priced).as("seed %d", seed).isGreaterThan(REQUESTS / 20);
  }

  private ItemRequest randomItem(Catalogue catalogue) {
    List<Product> products = catalogue.products();
    Product product = products.get(random.nextInt(products.size()));
    boolean cut = product.supply() instanceof Supply.CutToLength;
    return new ItemRequest(
        product.sku(),
        BigDecimal.valueOf(1 + random.nextInt(400)),
        null,
        null,
        null,
        cut ? decimal(2, 8) : null,
        null,
        null,
        null,
        null);
  }

  private ItemRequest withQuantity(ItemRequest item, @Nullable BigDecimal quantity) {
    BigDecimal more = BigDecimal.valueOf(random.nextInt(300));
    return new ItemRequest(
        item.product(),
        quantity == null ? more : quantity.add(more),
        null,
        null,
        null,
        item.lengthM(),
        null,
        null,
        null,
        null);
  }

  private BigDecimal decimal(int from, int to) {
    return BigDecimal.valueOf(from * 100L + random.nextLong((to - from) * 100L), 2);
  }

  private static @Nullable Money gross(ItemRequest item) {
    return outcome(BMC, QuoteRequest.of(item)) instanceof PricingOutcome.Priced(var quote)
        ? sum(quote, PricedLine::gross)
        : null;
  }

  private static Money sum(PricedQuote quote, Function<PricedLine, Money> amount) {
    return quote.lines().stream().map(amount).reduce(Money.zero(quote.currency()), Money::plus);
  }
}
