package dev.batuta.quote.money;

import dev.batuta.contracts.ContractJson;
import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The JSON form of money: {@code {"amount":"1234.50","currency":"USD"}}. The amount is text, so
 * that no reader turns it into a binary fraction; currencies are their ISO 4217 codes.
 */
public final class MoneyJson {
  private static final JsonMapper MAPPER =
      ContractJson.configure(JsonMapper.builder()).addModule(module()).build();

  private MoneyJson() {}

  /** A mapper with the form of the contracts that also knows money. Thread-safe. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** What a mapper needs to read and write {@link Money} and {@link CurrencyUnit}. */
  public static JacksonModule module() {
    return new SimpleModule("batuta-money")
        .addSerializer(Money.class, new MoneyWriter())
        .addDeserializer(Money.class, new MoneyReader())
        .addSerializer(CurrencyUnit.class, new CurrencyWriter())
        .addDeserializer(CurrencyUnit.class, new CurrencyReader());
  }

  private static final class MoneyWriter extends StdSerializer<Money> {
    MoneyWriter() {
      super(Money.class);
    }

    @Override
    public void serialize(Money money, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeStringProperty("amount", money.getAmount().toPlainString());
      json.writeStringProperty("currency", money.getCurrencyUnit().getCode());
      json.writeEndObject();
    }
  }

  private static final class MoneyReader extends StdDeserializer<Money> {
    MoneyReader() {
      super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode node = context.readTree(parser);
      var amount = new BigDecimal(node.path("amount").asString());
      return Money.of(CurrencyUnit.of(node.path("currency").asString()), amount);
    }
  }

  private static final class CurrencyWriter extends StdSerializer<CurrencyUnit> {
    CurrencyWriter() {
      super(CurrencyUnit.class);
    }

    @Override
    public void serialize(CurrencyUnit currency, JsonGenerator json, SerializationContext context) {
      json.writeString(currency.getCode());
    }
  }

  private static final class CurrencyReader extends StdDeserializer<CurrencyUnit> {
    CurrencyReader() {
      super(CurrencyUnit.class);
    }

    @Override
    public CurrencyUnit deserialize(JsonParser parser, DeserializationContext context) {
      return CurrencyUnit.of(parser.getString());
    }
  }
}
