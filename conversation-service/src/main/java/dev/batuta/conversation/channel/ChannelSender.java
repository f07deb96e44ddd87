package dev.batuta.conversation.channel;

/** Sends one message on a channel. */
interface ChannelSender {
  /**
   * Sends.
   *
   * @param contact the customer's address on the channel
   * @param correlation our id of the message, which the channel may report back
   * @return the id that the channel gave it
   * @throws dev.batuta.agent.once.NotHappenedException if it surely was not sent and may be tried
   *     again
   * @throws ChannelRefusedException if the channel refuses it for good
   * @throws RuntimeException if it may or may not have been sent
   */
  String send(Channel channel, String contact, OutboundPart part, String correlation);
}
