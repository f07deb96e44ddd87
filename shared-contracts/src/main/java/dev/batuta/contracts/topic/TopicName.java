package dev.batuta.contracts.topic;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name of a tenant's topic: {@code {service}.{kind}.{tenant}[.{extra}]}. No part holds a dot, so a
 * name parses one way only.
 *
 * @param service the owning service in short, for example {@code conversation}
 * @param kind what the topic carries
 * @param tenant whose records it carries; a record of another tenant is refused
 * @param extra a further division, such as the priority lane {@code high}; null for none
 */
public record TopicName(String service, TopicKind kind, TenantId tenant, @Nullable String extra) {
  private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a part has another form than {@code [a-z0-9-]+}
   */
  public TopicName {
    requireNonNull(kind, "kind");
    requireNonNull(tenant, "tenant");
    if (!PART.matcher(service).matches() || (extra != null && !PART.matcher(extra).matches())) {
      throw new IllegalArgumentException(
          "a topic part is lower-case letters, digits and dashes, was " + service + "/" + extra);
    }
  }

  /** The topic of {@code kind} of a service, without a further division. */
  public static TopicName of(String service, TopicKind kind, TenantId tenant) {
    return new TopicName(service, kind, tenant, null);
  }

  /** Where the tasks of one priority lane of a service go. */
  public static TopicName tasks(String service, TenantId tenant, Priority priority) {
    return new TopicName(service, TopicKind.TASKS, tenant, priority.topicExtra());
  }

  /** Reads a name; empty if it is not a tenant's topic. */
  public static Optional<TopicName> parse(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length < 3 || parts.length > 4) {
      return Optional.empty();
    }
    for (TopicKind kind : TopicKind.values()) {
      if (kind.word().equals(parts[1])) {
        try {
          return Optional.of(
              new TopicName(
                  parts[0], kind, new TenantId(parts[2]), parts.length == 4 ? parts[3] : null));
        } catch (IllegalArgumentException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    String name = service + "." + kind.word() + "." + tenant;
    return extra == null ? name : name + "." + extra;
  }
}
