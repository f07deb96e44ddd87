package dev.batuta.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.Message;
import dev.batuta.contracts.topic.TopicName;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages as Kafka records and back: JSON value, CloudEvents 1.0 attributes as headers (binary
 * mode of the Kafka binding), {@code traceparent} for the trace.
 */
final class MessageCodec {
  static final String TYPE = "ce_type";
  static final String TENANT = "ce_tenantid";
  static final String TRACEPARENT = "traceparent";

  private static final Map<String, Class<? extends Message>> TYPES = types();

  private final JsonMapper json = ContractJson.mapper();

  /** What became of a record. */
  sealed interface Decoded {
    /** It is a message for the handler. */
    record Understood(Received received) implements Decoded {}

    /** It is refused, with the reason for the dead letter. */
    record Refused(String reason) implements Decoded {}
  }

  ProducerRecord<String, byte[]> encode(
      String topic,
      String key,
      Message message,
      String source,
      UUID id,
      Instant time,
      @Nullable String traceparent) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, json.writeValueAsBytes(message));
    Headers headers = record.headers();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", id.toString());
    put(headers, TYPE, Message.typeOf(message.getClass()));
    put(headers, "ce_source", "/services/" + source);
    put(headers, "ce_time", time.toString());
    put(headers, "content-type", "application/json");
    TopicName.parse(topic).ifPresent(name -> put(headers, TENANT, name.tenant().value()));
    if (traceparent != null) {
      put(headers, TRACEPARENT, traceparent);
    }
    return record;
  }

  Decoded decode(ConsumerRecord<String, byte[]> record) {
    String type = header(record.headers(), TYPE);
    Class<? extends Message> wanted = type == null ? null : TYPES.get(type);
    if (wanted == null) {
      return new Decoded.Refused(
          "unknown message type or version '"
              + type
              + "'; known: "
              + String.join(", ", new TreeSet<>(TYPES.keySet())));
    }
    TenantId tenant = TopicName.parse(record.topic()).map(TopicName::tenant).orElse(null);
    if (tenant != null) {
      String fromHeader = header(record.headers(), TENANT);
      if (!tenant.value().equals(fromHeader)) {
        return new Decoded.Refused(
            "the topic is of tenant " + tenant + ", the header says '" + fromHeader + "'");
      }
    }
    if (record.value() == null) {
      return new Decoded.Refused("the record has no value");
    }
    try {
      JsonNode tree = json.readTree(record.value());
      if (tenant != null && !tenant.value().equals(text(tree, "tenant_id"))) {
        return new Decoded.Refused(
            "the topic is of tenant "
                + tenant
                + ", the payload says '"
                + text(tree, "tenant_id")
                + "'");
      }
      Message message = json.treeToValue(tree, wanted);
      return new Decoded.Understood(
          new Received(message, tenant, record.topic(), header(record.headers(), TRACEPARENT)));
    } catch (JacksonException unreadable) {
      return new Decoded.Refused("not a " + type + ": " + unreadable.getOriginalMessage());
    }
  }

  static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  private static @Nullable String text(JsonNode tree, String field) {
    return Optional.ofNullable(tree.get(field))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .orElse(null);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Class<? extends Message>> types() {
    Map<String, Class<? extends Message>> types = new HashMap<>();
    Arrays.stream(Message.class.getPermittedSubclasses())
        .map(type -> (Class<? extends Message>) type)
        .forEach(type -> types.put(Message.typeOf(type), type));
    return Map.copyOf(types);
  }
}
