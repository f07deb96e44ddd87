package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.batuta.quote.catalogue.Names;
import java.math.BigDecimal;
import java.util.List;

/**
 * Why something cannot be priced, with what the customer could have instead. {@code item} counts
 * the request's items from 0. The words for customers are in {@link dev.batuta.quote.wording}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "code")
public sealed interface Refusal {

  /** Nothing was asked for. */
  @JsonTypeName("no_items")
  record NoItems() implements Refusal {}

  /**
   * More things were asked for than one quote holds.
   *
   * @param asked how many
   * @param max how many a quote holds
   */
  @JsonTypeName("too_many_items")
  record TooManyItems(int asked, int max) implements Refusal {}

  /**
   * The catalogue has no such product.
   *
   * @param asked the customer's word, at most 80 characters of it
   * @param near products with similar names, best first, or else the first of the catalogue
   */
  @JsonTypeName("unknown_product")
  record UnknownProduct(int item, String asked, List<NearProduct> near) implements Refusal {
    public UnknownProduct {
      requireNonNull(asked, "asked");
      near = List.copyOf(near);
    }
  }

  /**
   * A product that could be meant or offered instead.
   *
   * @param product family key
   * @param names what it is called
   */
  record NearProduct(String product, Names names) {
    public NearProduct {
      requireNonNull(product, "product");
      requireNonNull(names, "names");
    }
  }

  /**
   * Something has to be said before there is a price.
   *
   * @param product family key
   * @param names what the product is called
   * @param attribute what is missing
   * @param available what can be chosen; empty when any value can
   */
  @JsonTypeName("missing_attribute")
  record MissingAttribute(
      int item, String product, Names names, Attribute attribute, List<String> available)
      implements Refusal {
    public MissingAttribute {
      requireNonNull(product, "product");
      requireNonNull(names, "names");
      requireNonNull(attribute, "attribute");
      available = List.copyOf(available);
    }
  }

  /**
   * The product does not come like this.
   *
   * @param product family key
   * @param names what the product is called
   * @param attribute what does not fit
   * @param asked what was said, at most 80 characters of it
   * @param available what can be chosen; empty when the product has no such choice
   */
  @JsonTypeName("not_available")
  record NotAvailable(
      int item,
      String product,
      Names names,
      Attribute attribute,
      String asked,
      List<String> available)
      implements Refusal {
    public NotAvailable {
      requireNonNull(product, "product");
      requireNonNull(names, "names");
      requireNonNull(attribute, "attribute");
      requireNonNull(asked, "asked");
      available = List.copyOf(available);
    }
  }

  /**
   * A measure or quantity is outside what can be supplied.
   *
   * @param product family key
   * @param names what the product is called
   * @param attribute which one
   * @param asked what was said
   * @param min least that can be supplied
   * @param max most that can be supplied
   * @param instead other ways to get it; may be empty
   */
  @JsonTypeName("out_of_range")
  record OutOfRange(
      int item,
      String product,
      Names names,
      Attribute attribute,
      BigDecimal asked,
      BigDecimal min,
      BigDecimal max,
      List<Cut> instead)
      implements Refusal {
    public OutOfRange {
      requireNonNull(product, "product");
      requireNonNull(names, "names");
      requireNonNull(attribute, "attribute");
      requireNonNull(asked, "asked");
      requireNonNull(min, "min");
      requireNonNull(max, "max");
      instead = List.copyOf(instead);
    }
  }

  /**
   * Pieces come whole.
   *
   * @param product family key
   * @param names what the product is called
   * @param asked the quantity that was said
   */
  @JsonTypeName("not_whole")
  record NotWhole(int item, String product, Names names, BigDecimal asked) implements Refusal {
    public NotWhole {
      requireNonNull(product, "product");
      requireNonNull(names, "names");
      requireNonNull(asked, "asked");
    }
  }

  /**
   * The measures say two different things.
   *
   * @param product family key
   * @param names what the product is called
   * @param said the quantity or area that was said
   * @param computed what the other measures come to
   * @param attribute whether that is a quantity or an area
   */
  @JsonTypeName("conflicting_measures")
  record ConflictingMeasures(
      int item,
      String product,
      Names names,
      Attribute attribute,
      BigDecimal said,
      BigDecimal computed)
      implements Refusal {
    public ConflictingMeasures {
      requireNonNull(product, "product");
      requireNonNull(names, "names");
      requireNonNull(attribute, "attribute");
      requireNonNull(said, "said");
      requireNonNull(computed, "computed");
    }
  }

  /**
   * The product's price is in another currency than the tenant quotes in; nothing is converted.
   *
   * @param sku the product
   * @param names what the product is called
   * @param currency ISO 4217 of its price
   * @param quoteCurrency ISO 4217 of the quote
   */
  @JsonTypeName("other_currency")
  record OtherCurrency(int item, String sku, Names names, String currency, String quoteCurrency)
      implements Refusal {
    public OtherCurrency {
      requireNonNull(sku, "sku");
      requireNonNull(names, "names");
      requireNonNull(currency, "currency");
      requireNonNull(quoteCurrency, "quote_currency");
    }
  }
}
