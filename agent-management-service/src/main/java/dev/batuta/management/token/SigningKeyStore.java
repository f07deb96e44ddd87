package dev.batuta.management.token;

import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.stereotype.Component;

/** The platform's signing key in MongoDB; it belongs to no tenant. */
@Component
final class SigningKeyStore {
  private final MongoTemplate mongo;

  SigningKeyStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /**
   * The key as it is stored.
   *
   * @param id its place; fixed, so that of several instances that begin at once one stores it
   * @param sealedKey base64 of what {@link SigningKeySeal} closed
   * @param createdAt when it was made
   */
  @Document("signing_keys")
  record SealedKey(@MongoId String id, String sealedKey, Instant createdAt) {}

  Optional<SealedKey> find(String id) {
    return Optional.ofNullable(mongo.findById(id, SealedKey.class));
  }

  /** Stores the first one; false if another instance was quicker. */
  boolean insert(SealedKey key) {
    try {
      var _ = mongo.insert(key);
      return true;
    } catch (DuplicateKeyException _) {
      return false;
    }
  }
}
