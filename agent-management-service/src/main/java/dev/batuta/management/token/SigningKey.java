package dev.batuta.management.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RSA key that signs tokens: made at the first start, the same for all instances after. */
final class SigningKey {
  private static final Logger log = LoggerFactory.getLogger(SigningKey.class);
  private static final String ID = "token-1";
  private static final int BITS = 2048;

  private final RSAKey key;

  private SigningKey(RSAKey key) {
    this.key = key;
  }

  /** Reads the stored key, or makes and stores it. */
  static SigningKey loadOrMake(SigningKeyStore store, SigningKeySeal seal, InstantSource clock) {
    SigningKeyStore.SealedKey stored = store.find(ID).orElse(null);
    if (stored == null) {
      String sealed =
          Base64.getEncoder().encodeToString(seal.close(make().toJSONString().getBytes(UTF_8), ID));
      if (store.insert(new SigningKeyStore.SealedKey(ID, sealed, clock.instant()))) {
        log.atInfo().addKeyValue("key", ID).log("signing key made");
      }
      stored =
          store
              .find(ID)
              .orElseThrow(
                  () -> new IllegalStateException("a stored signing key was expected: " + ID));
    }
    byte[] sealed = Base64.getDecoder().decode(stored.sealedKey());
    return new SigningKey(parse(new String(seal.open(sealed, ID), UTF_8)));
  }

  /** With the private part, for the signer. */
  JWKSet privateSet() {
    return new JWKSet(key);
  }

  /** Without the private part, for everybody. */
  JWKSet publicSet() {
    return new JWKSet(key.toPublicJWK());
  }

  private static RSAKey make() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException failure) {
      throw new IllegalStateException("an RSA key was expected", failure);
    }
  }

  private static RSAKey parse(String json) {
    try {
      return RSAKey.parse(json);
    } catch (ParseException malformed) {
      throw new IllegalStateException("the stored signing key is not a JWK", malformed);
    }
  }
}
