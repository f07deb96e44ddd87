package dev.batuta.starter.security;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.problem.ProblemConfiguration;
import dev.batuta.starter.problem.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every service checks the token again; each route says by {@code @RolesAllowed} who may call it.
 */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration(
    after = ProblemConfiguration.class,
    beforeName = {
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration"
    })
@EnableConfigurationProperties(SecurityProperties.class)
@EnableMethodSecurity(prePostEnabled = false, jsr250Enabled = true)
public class SecurityConfiguration {
  private static final String[] ALWAYS_OPEN = {
    "/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**", "/error"
  };

  @Bean
  SecurityFilterChain filterChain(
      HttpSecurity http, SecurityProperties properties, Problems problems, JsonMapper json) {
    return http.csrf(csrf -> csrf.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(ALWAYS_OPEN)
                .permitAll()
                .requestMatchers(properties.openPaths().toArray(String[]::new))
                .permitAll()
                .anyRequest()
                .authenticated())
        .oauth2ResourceServer(server ->
            server
                .jwt(jwt -> jwt.jwtAuthenticationConverter(roles()))
                .authenticationEntryPoint((request, response, refusal) ->
                    write(
                        problems.of(
                            ProblemCode.UNAUTHENTICATED,
                            "Send a valid token as 'Authorization: Bearer …', or a key as"
                                + " 'X-API-Key' to the gateway.",
                            request.getRequestURI()),
                        response,
                        json))
                .accessDeniedHandler((request, response, refusal) ->
                    write(denied(problems, request), response, json)))
        .build();
  }

  @Bean
  JwtDecoder jwtDecoder(SecurityProperties properties, InstantSource clock) {
    NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(properties.jwksUri()).build();
    JwtTimestampValidator expiry = new JwtTimestampValidator();
    // The issuer's times are those that all services agree on, not this machine's.
    expiry.setClock(clock.withZone(ZoneOffset.UTC));
    decoder.setJwtValidator(
        JwtValidators.createDefaultWithValidators(
            List.of(expiry, new JwtIssuerValidator(properties.issuer()))));
    return new CachingJwtDecoder(decoder, clock);
  }

  @Bean
  ServiceCalls serviceCalls(
      SecurityProperties properties, ServiceIdentity identity, InstantSource clock) {
    return new ServiceCalls(
        properties.serviceTokenUri(), properties.serviceSecret(), identity.service(), clock);
  }

  @Bean
  WebMvcConfigurer callerArguments() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgumentResolver());
      }
    };
  }

  private static JwtAuthenticationConverter roles() {
    JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(jwt -> {
      List<String> roles = jwt.getClaimAsStringList(CallerArgumentResolver.ROLES_CLAIM);
      return roles == null
          ? List.of()
          : List.copyOf(
              roles.stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList());
    });
    return converter;
  }

  private static ProblemDetail denied(Problems problems, HttpServletRequest request) {
    return problems.of(
        ProblemCode.FORBIDDEN,
        "The credentials do not have a role that allows this.",
        request.getRequestURI());
  }

  private static void write(ProblemDetail problem, HttpServletResponse response, JsonMapper json)
      throws IOException {
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), problem);
  }
}
