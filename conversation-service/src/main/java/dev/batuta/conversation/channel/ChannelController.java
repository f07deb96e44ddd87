package dev.batuta.conversation.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.security.SecretSeal;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Connects a tenant's channels and shows what the sandbox would have sent. */
@RestController
@RequestMapping("/api/v1/channels")
class ChannelController {
  private static final int MOST = 500;
  private static final int LONGEST_TOKEN = 1_024;

  private final ChannelStore channels;
  private final SandboxStore sandbox;
  private final SecretSeal seal;
  private final InstantSource clock;

  ChannelController(
      ChannelStore channels, SandboxStore sandbox, SecretSeal channelTokens, InstantSource clock) {
    this.channels = channels;
    this.sandbox = sandbox;
    this.seal = channelTokens;
    this.clock = clock;
  }

  /**
   * A channel to connect.
   *
   * @param channel {@code whatsapp}
   * @param phoneNumberId Meta's id of the number
   * @param mode {@code cloud} or {@code sandbox}
   * @param accessToken of a system user; needed in mode cloud, never given back
   */
  record Connection(
      @Nullable String channel,
      @Nullable String phoneNumberId,
      @Nullable String mode,
      @Nullable String accessToken) {
    @Override
    public String toString() {
      return "Connection[" + channel + ", " + phoneNumberId + "]";
    }
  }

  /** A channel as callers see it. */
  record Connected(String channel, String phoneNumberId, String mode, Instant createdAt) {}

  /** A tenant's channels. */
  record Channels(List<Connected> channels) {}

  /** What the sandbox would have sent, oldest first. */
  record SandboxMessages(List<SandboxStore.SandboxMessage> messages) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @RolesAllowed(Role.TENANT_ADMIN)
  Connected connect(TenantId tenant, @RequestBody Connection wanted) {
    if (!"whatsapp".equals(wanted.channel())) {
      throw ProblemException.field("#/channel", "channel is whatsapp");
    }
    String number = wanted.phoneNumberId();
    if (number == null || !number.matches("\\d{5,32}")) {
      throw ProblemException.field("#/phone_number_id", "phone_number_id is Meta's number id");
    }
    Channel.Mode mode = mode(wanted.mode());
    String token = wanted.accessToken();
    if (mode == Channel.Mode.CLOUD
        && (token == null || token.isBlank() || token.length() > LONGEST_TOKEN)) {
      throw ProblemException.field(
          "#/access_token", "access_token is needed to send through the Cloud API");
    }
    Channel channel =
        new Channel(
            number,
            tenant,
            "whatsapp",
            mode,
            token == null ? null : seal.close(token.getBytes(UTF_8), number),
            clock.instant());
    if (!channels.put(channel)) {
      throw new ProblemException(
          ProblemCode.ALREADY_EXISTS, "This phone_number_id is connected already.");
    }
    return view(channel);
  }

  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN})
  Channels list(TenantId tenant) {
    return new Channels(channels.list(tenant).stream().map(ChannelController::view).toList());
  }

  @GetMapping("/sandbox/messages")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN})
  SandboxMessages sandbox(
      TenantId tenant,
      @RequestParam(name = "contact", required = false) @Nullable String contact,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.field("#/limit", "limit is 1 to 500");
    }
    return new SandboxMessages(sandbox.list(tenant, contact, limit));
  }

  private static Channel.Mode mode(@Nullable String word) {
    if ("cloud".equals(word)) {
      return Channel.Mode.CLOUD;
    }
    if ("sandbox".equals(word)) {
      return Channel.Mode.SANDBOX;
    }
    throw ProblemException.field("#/mode", "mode is cloud or sandbox");
  }

  private static Connected view(Channel channel) {
    return new Connected(
        channel.channel(),
        channel.id(),
        channel.mode().name().toLowerCase(Locale.ROOT),
        channel.createdAt());
  }
}
