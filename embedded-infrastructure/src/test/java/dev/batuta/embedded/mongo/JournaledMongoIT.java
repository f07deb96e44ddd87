package dev.batuta.embedded.mongo;

import static java.util.Objects.requireNonNull;

import dev.batuta.embedded.host.Ports;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server with its data in a directory keeps the contract. */
final class JournaledMongoIT extends MongoContract {
  @TempDir private static @Nullable Path directory;
  private @Nullable EmbeddedMongo server;

  @Override
  String start() {
    Path kept = requireNonNull(directory);
    server = EmbeddedMongo.keptIn(kept, new Ports(RandomGenerator.getDefault()).free());
    return server.uri("contract");
  }

  @Override
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
