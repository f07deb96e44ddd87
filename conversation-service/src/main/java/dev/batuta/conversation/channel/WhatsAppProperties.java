package dev.batuta.conversation.channel;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How WhatsApp is reached, and how it proves to be WhatsApp.
 *
 * @param baseUrl of the Cloud API, with the version
 * @param appSecret key of the webhook signature; empty refuses every webhook
 * @param verifyToken word of the webhook handshake; empty refuses every handshake
 * @param largestBody of a webhook call
 * @param sendTimeout of a call to the Cloud API; positive
 */
@ConfigurationProperties("conversation.whatsapp")
record WhatsAppProperties(
    URI baseUrl,
    @DefaultValue("") String appSecret,
    @DefaultValue("") String verifyToken,
    @DefaultValue("3MB") DataSize largestBody,
    @DefaultValue("10s") Duration sendTimeout) {
  @Override
  public String toString() {
    return "WhatsAppProperties[baseUrl=" + baseUrl + "]";
  }
}
