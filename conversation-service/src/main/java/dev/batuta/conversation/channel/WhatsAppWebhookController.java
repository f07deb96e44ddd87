package dev.batuta.conversation.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes Meta's webhook calls. They authenticate by their signature over the raw bytes, so the route
 * needs no token. All messages are stored before it answers 200.
 */
@RestController
@RequestMapping("/webhooks/whatsapp")
class WhatsAppWebhookController {
  private static final int DEEPEST = 50;

  private final WhatsAppInbox inbox;
  private final WhatsAppProperties properties;
  private final MeterRegistry meters;
  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .build();

  WhatsAppWebhookController(
      WhatsAppInbox inbox, WhatsAppProperties properties, MeterRegistry meters) {
    this.inbox = inbox;
    this.properties = properties;
    this.meters = meters;
  }

  /** Meta's handshake: the challenge goes back if the word is ours. */
  @GetMapping
  @PermitAll
  ResponseEntity<String> handshake(
      @RequestParam(name = "hub.mode", required = false) @Nullable String mode,
      @RequestParam(name = "hub.verify_token", required = false) @Nullable String token,
      @RequestParam(name = "hub.challenge", required = false) @Nullable String challenge) {
    if (!"subscribe".equals(mode) || challenge == null || !isOurs(token)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "hub.mode or hub.verify_token is not what was agreed.");
    }
    return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(challenge);
  }

  /** Messages and statuses. */
  @PostMapping
  @PermitAll
  ResponseEntity<Void> receive(
      HttpServletRequest request,
      @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature)
      throws IOException {
    byte[] body = body(request);
    if (!WhatsAppSignature.fits(body, signature, properties.appSecret())) {
      meters
          .counter("batuta.webhooks", "channel", "whatsapp", "outcome", "bad_signature")
          .increment();
      throw new ProblemException(
          ProblemCode.INVALID_SIGNATURE,
          "X-Hub-Signature-256 does not sign these bytes with the app secret.");
    }
    if (!inbox.accept(read(body))) {
      throw new ProblemException(
          ProblemCode.NOT_FOUND, "No tenant has connected the phone_number_id of this call.");
    }
    meters.counter("batuta.webhooks", "channel", "whatsapp", "outcome", "accepted").increment();
    return ResponseEntity.ok().build();
  }

  private byte[] body(HttpServletRequest request) throws IOException {
    int most = Math.toIntExact(properties.largestBody().toBytes());
    byte[] body = request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      throw new ProblemException(
          ProblemCode.PAYLOAD_TOO_LARGE, "A webhook call has at most " + most + " bytes.");
    }
    return body;
  }

  private WhatsAppPayload read(byte[] body) {
    try {
      return WhatsAppPayload.read(json.readTree(body))
          .orElseThrow(() ->
              new ProblemException(
                  ProblemCode.INVALID_REQUEST,
                  "The body is no whatsapp_business_account payload."));
    } catch (JacksonException unreadable) {
      throw new ProblemException(ProblemCode.MALFORMED_BODY, "The body is not valid JSON.");
    }
  }

  private boolean isOurs(@Nullable String token) {
    return token != null
        && !properties.verifyToken().isEmpty()
        && MessageDigest.isEqual(token.getBytes(UTF_8), properties.verifyToken().getBytes(UTF_8));
  }
}
