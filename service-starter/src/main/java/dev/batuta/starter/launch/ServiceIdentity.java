package dev.batuta.starter.launch;

import dev.batuta.contracts.InstanceId;

/**
 * Who this process is.
 *
 * @param service short name, first part of its topics, for example {@code quote}
 * @param instance this process among the service's others
 * @param version version of the build
 */
public record ServiceIdentity(String service, InstanceId instance, String version) {
  private static final String SUFFIX = "-service";

  /** Shortens a full name: {@code quote-service} is {@code quote}. */
  public static String shortName(String applicationName) {
    return applicationName.endsWith(SUFFIX)
        ? applicationName.substring(0, applicationName.length() - SUFFIX.length())
        : applicationName;
  }
}
