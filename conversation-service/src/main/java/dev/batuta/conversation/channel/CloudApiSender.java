package dev.batuta.conversation.channel;

import dev.batuta.agent.once.NotHappenedException;
import dev.batuta.agent.once.OnceStore.EffectAction;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.starter.security.SecretSeal;
import dev.batuta.starter.security.ServiceCalls;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Sends through Meta's Cloud API. It has no idempotency key, so a call whose end is not known is
 * never repeated.
 */
final class CloudApiSender implements ChannelSender {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** Codes after which the same message may be sent again: throttling and passing faults. */
  private static final Set<Integer> TRANSIENT =
      Set.of(1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 131064, 133016);

  private final RestClient http;
  private final ServiceCalls calls;
  private final String quoteService;
  private final SecretSeal seal;

  CloudApiSender(
      WhatsAppProperties properties, ServiceCalls calls, String quoteService, SecretSeal seal) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
    requests.setReadTimeout(properties.sendTimeout());
    this.http =
        RestClient.builder()
            .baseUrl(properties.baseUrl().toString())
            .requestFactory(requests)
            .build();
    this.calls = calls;
    this.quoteService = quoteService;
    this.seal = seal;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public EffectAction prepare(
      Channel channel, String contact, OutboundPart part, String correlation) {
    String token = token(channel);
    Map<String, Object> content =
        switch (part) {
          case OutboundPart.Text(var body) ->
              Map.of("type", "text", "text", Map.of("preview_url", false, "body", body));
          case OutboundPart.Document document ->
              Map.of(
                  "type",
                  "document",
                  "document",
                  Map.of("id", upload(channel, token, document), "filename", document.fileName()));
        };
    Map<String, Object> message = new HashMap<>(content);
    message.put("messaging_product", "whatsapp");
    message.put("recipient_type", "individual");
    if (contact.startsWith("+")) {
      message.put("to", contact.substring(1));
    } else {
      message.put("recipient", contact);
    }
    message.put("biz_opaque_callback_data", correlation);
    String body = ContractJson.mapper().writeValueAsString(message);
    return () -> send(channel, token, body);
  }

  private String send(Channel channel, String token, String body) {
    try {
      JsonNode answer =
          call(
              http.post()
                  .uri("/{number}/messages", channel.id())
                  .contentType(MediaType.APPLICATION_JSON)
                  .headers(headers -> headers.setBearerAuth(token))
                  .body(body));
      return answer.path("messages").path(0).path("id").stringValue("");
    } catch (ResourceAccessException broken) {
      if (neverConnected(broken)) {
        throw new NotHappenedException("the Cloud API cannot be reached: " + broken.getMessage());
      }
      throw broken;
    }
  }

  private static boolean neverConnected(ResourceAccessException broken) {
    Throwable cause = broken.getCause();
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof SSLHandshakeException;
  }

  /** Uploading twice does no harm: only the message that names the upload is seen. */
  private String upload(Channel channel, String token, OutboundPart.Document document) {
    byte[] pdf = fetch(channel.tenantId(), document);
    HttpHeaders partHeaders = new HttpHeaders();
    partHeaders.setContentType(MediaType.APPLICATION_PDF);
    ByteArrayResource file =
        new ByteArrayResource(pdf) {
          @Override
          public String getFilename() {
            return document.fileName();
          }
        };
    MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
    form.add("messaging_product", "whatsapp");
    form.add("file", new HttpEntity<>(file, partHeaders));
    try {
      JsonNode answer =
          call(
              http.post()
                  .uri("/{number}/media", channel.id())
                  .contentType(MediaType.MULTIPART_FORM_DATA)
                  .headers(headers -> headers.setBearerAuth(token))
                  .body(form));
      String id = answer.path("id").stringValue("");
      if (!id.isEmpty()) {
        return id;
      }
    } catch (ResourceAccessException | IllegalStateException | JacksonException unknown) {
      throw new NotHappenedException("the upload did not end well: " + unknown.getMessage());
    }
    throw new NotHappenedException("the upload was given no id");
  }

  private byte[] fetch(TenantId tenant, OutboundPart.Document document) {
    try {
      byte[] pdf =
          calls.to(quoteService, tenant).get().uri(document.path()).retrieve().body(byte[].class);
      if (pdf != null && pdf.length > 0) {
        return pdf;
      }
    } catch (RestClientException unavailable) {
      throw new NotHappenedException("the document could not be had: " + unavailable.getMessage());
    }
    throw new NotHappenedException("the document is empty");
  }

  private JsonNode call(RestClient.RequestHeadersSpec<?> request) {
    return request.exchange((_, response) -> {
      byte[] body = response.getBody().readAllBytes();
      HttpStatusCode status = response.getStatusCode();
      if (status.is2xxSuccessful()) {
        return ContractJson.mapper().readTree(body);
      }
      throw failure(status, new String(body, StandardCharsets.UTF_8));
    });
  }

  private static RuntimeException failure(HttpStatusCode status, String body) {
    int code = 0;
    try {
      code = ContractJson.mapper().readTree(body).path("error").path("code").asInt(0);
    } catch (JacksonException _) {
      code = 0;
    }
    String what = "the Cloud API answered " + status.value() + ", code " + code;
    if (status.value() == 429 || TRANSIENT.contains(code)) {
      return new NotHappenedException(what);
    }
    return status.is5xxServerError()
        ? new IllegalStateException(what)
        : new ChannelRefusedException(what);
  }

  private String token(Channel channel) {
    String sealed = channel.sealedToken();
    if (sealed == null) {
      throw new ChannelRefusedException("channel " + channel.id() + " has no access token");
    }
    try {
      return new String(seal.open(sealed, channel.id()), StandardCharsets.UTF_8);
    } catch (IllegalStateException otherKey) {
      throw new ChannelRefusedException(String.valueOf(otherKey.getMessage()));
    }
  }
}
