package dev.batuta.conversation.channel;

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
  public String send(Channel channel, String contact, OutboundPart part, String correlation) {
    String id = "sandbox." + correlation;
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
    store.keep(message);
    return id;
  }
}
