package dev.batuta.management.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.management.apikey.ApiKey;
import dev.batuta.management.apikey.ApiKeys;
import dev.batuta.management.tenant.Tenant;
import dev.batuta.management.tenant.TenantStore;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The issuer over HTTP; for the gateway and the services only, the gateway routes none of it. */
@Hidden
@RestController
class TokenController {
  private static final String BEARER = "Bearer ";
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final ApiKeys keys;
  private final TenantStore tenants;
  private final TokenIssuer issuer;
  private final SigningKey signingKey;
  private final byte[] serviceSecret;

  TokenController(
      ApiKeys keys,
      TenantStore tenants,
      TokenIssuer issuer,
      SigningKey signingKey,
      TokenProperties properties) {
    this.keys = keys;
    this.tenants = tenants;
    this.issuer = issuer;
    this.signingKey = signingKey;
    this.serviceSecret = properties.serviceSecret().getBytes(UTF_8);
  }

  /** A key that is to become a token. */
  record KeyToExchange(@Nullable String apiKey) {
    @Override
    public String toString() {
      return "KeyToExchange[…]";
    }
  }

  /** Who asks for a token to act for whom. */
  record ServiceWish(@Nullable String service, @Nullable TenantId tenantId) {}

  /**
   * A token.
   *
   * @param expiresIn seconds for which it is good
   * @param tenantId for whom it acts; left out for the platform's administrator
   */
  record TokenAnswer(
      String accessToken,
      long expiresIn,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TenantId tenantId) {
    @Override
    public String toString() {
      return "TokenAnswer[tenantId=" + tenantId + "]";
    }
  }

  @GetMapping("/oauth2/jwks")
  Map<String, Object> keys() {
    return signingKey.publicSet().toJSONObject();
  }

  @PostMapping("/internal/token-exchange")
  TokenAnswer exchange(@RequestBody KeyToExchange wish) {
    String text = wish.apiKey();
    ApiKey key =
        (text == null ? Optional.<ApiKey>empty() : keys.authenticate(text))
            .orElseThrow(() ->
                new ProblemException(
                    ProblemCode.UNAUTHENTICATED, "The API key is unknown or was revoked."));
    TenantId tenant = key.tenantId();
    if (tenant != null) {
      requireServed(tenant);
    }
    return answer("key:" + key.prefix(), tenant, key.roles());
  }

  @PostMapping("/internal/service-tokens")
  TokenAnswer serviceToken(
      @RequestHeader(value = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
      @RequestBody ServiceWish wish) {
    if (!authorization.startsWith(BEARER)
        || !MessageDigest.isEqual(
            authorization.substring(BEARER.length()).getBytes(UTF_8), serviceSecret)) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "The service secret does not fit.");
    }
    String service = wish.service();
    if (service == null || !SERVICE.matcher(service).matches()) {
      throw ProblemException.field(
          "#/service", "service is a short name of lower-case letters, digits and dashes");
    }
    TenantId tenant = wish.tenantId();
    if (tenant == null) {
      throw ProblemException.field("#/tenant_id", "tenant_id is required");
    }
    requireServed(tenant);
    return answer(service, tenant, List.of(Role.SERVICE));
  }

  private TokenAnswer answer(String subject, @Nullable TenantId tenant, Collection<String> roles) {
    return new TokenAnswer(issuer.issue(subject, tenant, roles), issuer.lifetimeSeconds(), tenant);
  }

  private void requireServed(TenantId id) {
    Tenant tenant = tenants.find(id).orElseThrow(() -> ProblemException.notFound("tenant", id));
    if (tenant.status() == TenantStatus.SUSPENDED) {
      throw new ProblemException(
          ProblemCode.TENANT_SUSPENDED, "The tenant is not served at the moment.");
    }
  }
}
