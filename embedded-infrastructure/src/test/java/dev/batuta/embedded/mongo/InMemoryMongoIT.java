package dev.batuta.embedded.mongo;

import dev.batuta.embedded.host.Ports;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The embedded server without a directory keeps the contract. */
final class InMemoryMongoIT extends MongoContract {
  private @Nullable EmbeddedMongo server;

  @Override
  String start() {
    server = EmbeddedMongo.inMemory(new Ports(RandomGenerator.getDefault()).free());
    return server.uri("contract");
  }

  @Override
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
