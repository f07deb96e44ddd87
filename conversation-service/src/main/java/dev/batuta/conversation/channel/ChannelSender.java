package dev.batuta.conversation.channel;

import dev.batuta.agent.once.OnceStore.EffectAction;

/** Sends messages on a channel. */
interface ChannelSender {
  /**
   * Does what the customer does not see, such as an upload, and may therefore be done again.
   *
   * @param contact the customer's address on the channel
   * @param correlation our id of the message, which the channel may report back
   * @return sends the message and gives the id that the channel gave it. It throws {@link
   *     dev.batuta.agent.once.NotHappenedException} if the message surely was not sent and may be
   *     tried again, {@link ChannelRefusedException} if the channel refuses it for good, and any
   *     other exception if it may or may not have been sent
   * @throws dev.batuta.agent.once.NotHappenedException if it may be tried again
   * @throws ChannelRefusedException if the channel refuses it for good
   */
  EffectAction prepare(Channel channel, String contact, OutboundPart part, String correlation);

  /** Whether sending a message of the same correlation again changes nothing. */
  boolean repeatable();
}
