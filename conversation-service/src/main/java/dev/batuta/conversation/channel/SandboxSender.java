package dev.batuta.conversation.channel;

import dev.batuta.agent.once.OnceStore.EffectAction;
import java.time.InstantSource;

/** Keeps messages instead of sending them, so that a first run needs no account anywhere. */
final class SandboxSender implements ChannelSender {
  private final SandboxStore store;
  private final InstantSource clock;

  SandboxSender(SandboxStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public EffectAction prepare(
      Channel channel, String contact, OutboundPart part, String correlation) {
    String id = "sandbox." + channel.tenantId() + "." + correlation;
    SandboxStore.SandboxMessage message =
        switch (part) {
          case OutboundPart.Text(var body) ->
              new SandboxStore.SandboxMessage(
                  id,
                  channel.tenantId(),
                  channel.channel(),
                  contact,
                  "text",
                  body,
                  null,
                  clock.instant());
          case OutboundPart.Document(var path, var fileName) ->
              new SandboxStore.SandboxMessage(
                  id,
                  channel.tenantId(),
                  channel.channel(),
                  contact,
                  "document",
                  fileName,
                  path,
                  clock.instant());
        };
    return () -> {
      store.keep(message);
      return id;
    };
  }
}
