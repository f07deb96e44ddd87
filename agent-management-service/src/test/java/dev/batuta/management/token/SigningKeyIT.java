package dev.batuta.management.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

@WithInfrastructure
final class SigningKeyIT {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @Test
  void instances_that_begin_at_once_share_one_key_and_another_encryption_key_is_refused(
      EmbeddedInfrastructure infrastructure, TenantId fresh) throws Exception {
    try (MongoClient client = MongoClients.create(infrastructure.mongoUri());
        ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
      SigningKeyStore store = new SigningKeyStore(new MongoTemplate(client, fresh.value()));
      Callable<Map<String, Object>> start =
          () ->
              SigningKey.loadOrMake(store, new SigningKeySeal(new byte[32], new Random()), CLOCK)
                  .publicSet()
                  .toJSONObject();

      List<Future<Map<String, Object>>> keys =
          instances.invokeAll(IntStream.range(0, 4).mapToObj(_ -> start).toList());

      for (Future<Map<String, Object>> key : keys) {
        assertThat(key.get()).isEqualTo(keys.getFirst().get());
      }
      byte[] other = new byte[32];
      other[31] = 1;
      assertThatThrownBy(
              () -> SigningKey.loadOrMake(store, new SigningKeySeal(other, new Random()), CLOCK))
          .hasMessageContaining("batuta.security.encryption-key");
      client.getDatabase(fresh.value()).drop();
    }
  }
}
