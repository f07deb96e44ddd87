package dev.batuta.starter.claim;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/**
 * Keeps JSON that is too large to travel, in plain documents of one megabyte each. A value is named
 * by its content: kept twice, it is stored once and lives longer. Thread-safe.
 */
public final class ClaimStore {
  private static final int CHUNK_BYTES = 1024 * 1024;

  private final MongoTemplate mongo;
  private final InstantSource clock;
  private final int inlineBytes;
  private final int largestBytes;
  private final Duration kept;

  /**
   * A store.
   *
   * @param inlineBytes largest value that stays as it is; positive
   * @param largestBytes largest value that is kept; at least {@code inlineBytes}
   * @param kept how long after it was last given; positive
   */
  public ClaimStore(
      MongoTemplate mongo, InstantSource clock, int inlineBytes, int largestBytes, Duration kept) {
    this.mongo = mongo;
    this.clock = clock;
    this.inlineBytes = inlineBytes;
    this.largestBytes = largestBytes;
    this.kept = kept;
    mongo
        .indexOps(Chunk.class)
        .createIndex(new Index("expires_at", Sort.Direction.ASC).expire(Duration.ZERO));
    mongo
        .indexOps(Chunk.class)
        .createIndex(
            new Index("tenant_id", Sort.Direction.ASC)
                .on("claim", Sort.Direction.ASC)
                .on("part", Sort.Direction.ASC));
  }

  /** Largest value that is kept, in bytes of JSON. */
  public int largestBytes() {
    return largestBytes;
  }

  /** Length of a value as it would be kept, in bytes of JSON. */
  public int sizeOf(JsonNode value) {
    return ContractJson.mapper().writeValueAsBytes(value).length;
  }

  /**
   * The value itself when it is small, else its {@link Claim} after it is stored.
   *
   * @throws ClaimTooLargeException if it is larger than {@link #largestBytes()}
   */
  public JsonNode keep(TenantId tenant, JsonNode value) {
    byte[] json = ContractJson.mapper().writeValueAsBytes(value);
    if (json.length <= inlineBytes) {
      return value;
    }
    if (json.length > largestBytes) {
      throw new ClaimTooLargeException(json.length, largestBytes);
    }
    String digest = digest(json);
    Claim claim = new Claim(digest, json.length, digest);
    Instant expiresAt = clock.instant().plus(kept);
    if (!prolong(tenant, claim, expiresAt)) {
      store(tenant, claim, json, expiresAt);
    }
    return claim.json();
  }

  /** What {@code value} stands for: itself, unless it is a claim. */
  public Fetched fetch(TenantId tenant, JsonNode value) {
    Claim claim = Claim.read(value).orElse(null);
    if (claim == null) {
      return new Fetched.Value(value);
    }
    return find(tenant, claim.id())
        .<Fetched>map(Fetched.Value::new)
        .orElseGet(() -> new Fetched.Missing(claim.id()));
  }

  /** The value of a tenant's claim; empty if it has none of that id, or not any more. */
  public Optional<JsonNode> find(TenantId tenant, String id) {
    List<Chunk> chunks =
        mongo.find(
            query(where("tenantId").is(tenant).and("claim").is(id))
                .with(Sort.by(Sort.Direction.ASC, "part")),
            Chunk.class);
    if (chunks.isEmpty() || chunks.size() != chunks.getFirst().parts()) {
      return Optional.empty();
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    chunks.forEach(chunk -> json.writeBytes(chunk.json()));
    byte[] bytes = json.toByteArray();
    if (!digest(bytes).equals(id)) {
      throw new IllegalStateException("claim " + id + " is not what was kept");
    }
    return Optional.of(ContractJson.mapper().readTree(bytes));
  }

  /** Whether all of it is there; it then lives longer. */
  private boolean prolong(TenantId tenant, Claim claim, Instant expiresAt) {
    return mongo
            .updateMulti(
                query(where("tenantId").is(tenant).and("claim").is(claim.id())),
                Update.update("expiresAt", expiresAt),
                Chunk.class)
            .getMatchedCount()
        == parts(claim.bytes());
  }

  /** Each part may be stored twice: its name follows from its content. */
  private void store(TenantId tenant, Claim claim, byte[] json, Instant expiresAt) {
    int parts = parts(json.length);
    for (int part = 0; part < parts; part++) {
      int from = part * CHUNK_BYTES;
      mongo.save(
          new Chunk(
              tenant + ":" + claim.id() + ":" + part,
              tenant,
              claim.id(),
              part,
              parts,
              Arrays.copyOfRange(json, from, Math.min(json.length, from + CHUNK_BYTES)),
              expiresAt));
    }
  }

  private static int parts(int bytes) {
    return Math.ceilDiv(bytes, CHUNK_BYTES);
  }

  private static String digest(byte[] json) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  @Document("claims")
  @SuppressWarnings("ArrayRecordComponent")
  private record Chunk(
      @Id String id,
      TenantId tenantId,
      String claim,
      int part,
      int parts,
      byte[] json,
      Instant expiresAt) {}
}
