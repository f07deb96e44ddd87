package dev.batuta.starter.store;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.RunId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.TurnId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import tools.jackson.databind.JsonNode;

/**
 * How records become documents: typed ids as bare strings, free JSON as its text (so that keys with
 * dots or dollars in a caller's payload can do no harm), amounts as Decimal128.
 */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration(before = DataMongoAutoConfiguration.class)
public class StoreConfiguration {
  @Bean
  MongoCustomConversions mongoCustomConversions() {
    List<Object> converters = new ArrayList<>();
    text(converters, TenantId.class, TenantId::new);
    text(converters, TaskId.class, TaskId::parse);
    text(converters, RunId.class, RunId::parse);
    text(converters, QuoteId.class, QuoteId::parse);
    text(converters, AgentId.class, AgentId::new);
    text(converters, InstanceId.class, InstanceId::new);
    text(converters, SessionId.class, SessionId::new);
    text(converters, TurnId.class, TurnId::new);
    text(converters, Capability.class, Capability::new);
    converters.add(new WriteJson());
    converters.add(new ReadJson());
    converters.add(new WriteAmount());
    converters.add(new ReadAmount());
    return new MongoCustomConversions(converters);
  }

  private static <T> void text(List<Object> converters, Class<T> type, Function<String, T> parse) {
    converters.add(new WriteText<>(type));
    converters.add(new ReadText<>(type, parse));
  }

  @WritingConverter
  private record WriteText<T>(Class<T> type) implements GenericConverter {
    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
      return Set.of(new ConvertiblePair(type, String.class));
    }

    @Override
    public @Nullable Object convert(
        @Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
      return source == null ? null : source.toString();
    }
  }

  @ReadingConverter
  private record ReadText<T>(Class<T> type, Function<String, T> parse) implements GenericConverter {
    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
      return Set.of(new ConvertiblePair(String.class, type));
    }

    @Override
    public @Nullable Object convert(
        @Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
      return source == null ? null : parse.apply((String) source);
    }
  }

  @WritingConverter
  private static final class WriteJson implements Converter<JsonNode, String> {
    @Override
    public String convert(JsonNode source) {
      return ContractJson.mapper().writeValueAsString(source);
    }
  }

  @ReadingConverter
  private static final class ReadJson implements ConverterFactory<String, JsonNode> {
    @Override
    public <T extends JsonNode> Converter<String, T> getConverter(Class<T> target) {
      return source -> target.cast(ContractJson.mapper().readTree(source));
    }
  }

  @WritingConverter
  private static final class WriteAmount implements Converter<BigDecimal, Decimal128> {
    @Override
    public Decimal128 convert(BigDecimal source) {
      return new Decimal128(source);
    }
  }

  @ReadingConverter
  private static final class ReadAmount implements Converter<Decimal128, BigDecimal> {
    @Override
    public BigDecimal convert(Decimal128 source) {
      return source.bigDecimalValue();
    }
  }
}
