package dev.batuta.management.apikey;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first credential of the platform's administrator.
 *
 * @param platformKey a key in the form of every key; empty for none. It replaces the one of the
 *     start before
 */
@ConfigurationProperties("batuta.security")
record PlatformKeyProperties(@DefaultValue("") String platformKey) {
  @Override
  public String toString() {
    return "PlatformKeyProperties[" + (platformKey.isEmpty() ? "none" : "set") + "]";
  }
}
