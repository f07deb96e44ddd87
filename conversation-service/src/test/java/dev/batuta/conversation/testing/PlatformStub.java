package dev.batuta.conversation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.batuta.contracts.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Stands in for the services beside: it issues tokens, tells a small invented catalogue and gives a
 * quote's document.
 */
public final class PlatformStub implements AutoCloseable {
  /** The bytes of every quote's document. */
  public static final String DOCUMENT = "%PDF-1.7 invented";

  private static final String CATALOGUE =
      """
      {"families":[
       {"product":"isopanel","group":"panel","aliases":["panel","painel","wall panel"],
        "names":{"es":"Isopanel","pt":"Isopainel","en":"Isopanel"}},
       {"product":"isodec","group":"panel","aliases":["panel de techo","roof panel"],
        "names":{"es":"Isodec","pt":"Isodec","en":"Isodec"}},
       {"product":"chapa","group":"sheet","aliases":["lamina de zinc"],
        "names":{"es":"Chapa","pt":"Chapa","en":"Roof sheet"}},
       {"product":"tornillo","group":"other","aliases":["parafuso","screw"],
        "names":{"es":"Tornillo","pt":"Parafuso","en":"Screw"}},
       {"product":"camiseta","group":"other","aliases":["remera","t-shirt"],
        "names":{"es":"Camiseta","pt":"Camiseta","en":"T-shirt"}},
       {"product":"gorra","group":"other","aliases":["cap","bone"],
        "names":{"es":"Gorra","pt":"Boné","en":"Cap"}}]}
      """;

  private final HttpServer server;
  private final RSAKey key;

  private PlatformStub(HttpServer server, RSAKey key) {
    this.server = server;
    this.key = key;
  }

  static PlatformStub start() {
    try {
      RSAKey key = new RSAKeyGenerator(2048).keyID("test").generate();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      PlatformStub stub = new PlatformStub(server, key);
      String keys = new JWKSet(key.toPublicJWK()).toString();
      server.createContext("/oauth2/jwks", exchange -> answer(exchange, keys));
      server.createContext(
          "/internal/service-tokens",
          exchange ->
              answer(
                  exchange,
                  "{\"access_token\":\""
                      + stub.token(new TenantId("any-tenant"), "service")
                      + "\",\"expires_in\":3600}"));
      server.createContext("/api/v1/products/families", exchange -> answer(exchange, CATALOGUE));
      server.createContext("/api/v1/quotes/", exchange -> answer(exchange, DOCUMENT));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return stub;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (JOSEException failure) {
      throw new IllegalStateException("an RSA key was expected", failure);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token of a caller. */
  public String token(TenantId tenant, String role) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer("batuta")
                .subject("somebody")
                .claim("tenant_id", tenant.value())
                .claim("roles", List.of(role))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                .build());
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException failure) {
      throw new IllegalStateException("the token could not be signed", failure);
    }
    return token.serialize();
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      var _ = exchange.getRequestBody().readAllBytes();
      String type = body.equals(DOCUMENT) ? "application/pdf" : "application/json";
      exchange.getResponseHeaders().set("Content-Type", type);
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
