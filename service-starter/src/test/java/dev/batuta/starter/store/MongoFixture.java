package dev.batuta.starter.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.springframework.data.mapping.model.SnakeCaseFieldNamingStrategy;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.convert.DefaultDbRefResolver;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** A template that writes documents as the services do, without a Spring context. */
public final class MongoFixture implements AutoCloseable {
  private final MongoClient client;
  private final MongoTemplate template;

  /**
   * Connects.
   *
   * @param uri where the server is
   * @param database which of its databases; a test's own keeps it apart from others
   */
  public MongoFixture(String uri, String database) {
    client = MongoClients.create(uri);
    MongoCustomConversions conversions = new StoreConfiguration().mongoCustomConversions();
    MongoMappingContext context = new MongoMappingContext();
    context.setFieldNamingStrategy(new SnakeCaseFieldNamingStrategy());
    context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
    context.afterPropertiesSet();
    SimpleMongoClientDatabaseFactory factory =
        new SimpleMongoClientDatabaseFactory(client, database);
    MappingMongoConverter converter =
        new MappingMongoConverter(new DefaultDbRefResolver(factory), context);
    converter.setCustomConversions(conversions);
    converter.afterPropertiesSet();
    template = new MongoTemplate(factory, converter);
  }

  /** The template. */
  public MongoTemplate template() {
    return template;
  }

  @Override
  public void close() {
    client.close();
  }
}
