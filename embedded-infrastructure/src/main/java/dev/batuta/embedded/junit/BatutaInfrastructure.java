package dev.batuta.embedded.junit;

import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.InfrastructureOptions;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the infrastructure once per JVM, at its first use, and stops it after the last test. It
 * hands tests an {@link EmbeddedInfrastructure} and a {@link TenantId} that no other test has; the
 * same within one test method.
 *
 * <p>Existing servers are used instead where the environment names them: {@code
 * BATUTA_TEST_MONGO_URI} (with the database), {@code BATUTA_TEST_KAFKA_BOOTSTRAP}, {@code
 * BATUTA_TEST_REDIS} ({@code host:port}).
 */
public final class BatutaInfrastructure implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(BatutaInfrastructure.class);
  private static final int ID_LENGTH = 20;

  /** Made by JUnit. */
  public BatutaInfrastructure() {}

  /** The infrastructure of this JVM; started when this is the first use. */
  public static EmbeddedInfrastructure of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            EmbeddedInfrastructure.class,
            _ -> EmbeddedInfrastructure.start(options()),
            EmbeddedInfrastructure.class);
  }

  private static InfrastructureOptions options() {
    return InfrastructureOptions.forgetful()
        .withExisting(
            System.getenv("BATUTA_TEST_MONGO_URI"),
            System.getenv("BATUTA_TEST_KAFKA_BOOTSTRAP"),
            System.getenv("BATUTA_TEST_REDIS"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmbeddedInfrastructure.class || type == TenantId.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == EmbeddedInfrastructure.class) {
      return of(context);
    }
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(TenantId.class, _ -> freshTenant(), TenantId.class);
  }

  private static TenantId freshTenant() {
    String random = UUID.randomUUID().toString().toLowerCase(Locale.ROOT).replace("-", "");
    return new TenantId("test-" + random.substring(0, ID_LENGTH));
  }
}
