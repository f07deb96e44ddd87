package dev.batuta.conversation.testing;

import dev.batuta.embedded.junit.BatutaInfrastructure;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A test class that needs the running service; its tests take a {@link RunningService}. It is
 * started once per JVM, at its first use.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithService.Starter.class)
public @interface WithService {

  /** Hands out the one running service. */
  final class Starter implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Starter.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RunningService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      var infrastructure = BatutaInfrastructure.of(context);
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .computeIfAbsent(
              RunningService.class,
              _ -> RunningService.start(infrastructure),
              RunningService.class);
    }
  }
}
