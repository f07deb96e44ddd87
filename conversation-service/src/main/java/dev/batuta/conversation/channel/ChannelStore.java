package dev.batuta.conversation.channel;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import dev.batuta.contracts.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** Keeps channels. */
@Component
class ChannelStore {
  private final MongoTemplate mongo;

  ChannelStore(MongoTemplate mongo) {
    this.mongo = mongo;
    mongo
        .indexOps(Channel.class)
        .createIndex(new Index("tenant_id", Sort.Direction.ASC).on("channel", Sort.Direction.ASC));
  }

  /**
   * The channel of a phone number id. Looks over all tenants: a webhook is the one caller whose
   * tenant is not known yet, and its signature has been checked.
   */
  Optional<Channel> byPhoneNumberId(String phoneNumberId) {
    return Optional.ofNullable(mongo.findById(phoneNumberId, Channel.class));
  }

  /** A tenant's first connection to a channel. */
  Optional<Channel> find(TenantId tenant, String channel) {
    return Optional.ofNullable(
        mongo.findOne(
            query(where("tenantId").is(tenant).and("channel").is(channel))
                .with(Sort.by(Sort.Direction.ASC, "createdAt")),
            Channel.class));
  }

  /** One of a tenant's connections to a channel. */
  Optional<Channel> find(TenantId tenant, String channel, String id) {
    return Optional.ofNullable(mongo.findById(id, Channel.class))
        .filter(found -> found.tenantId().equals(tenant) && found.channel().equals(channel));
  }

  List<Channel> list(TenantId tenant) {
    return mongo.find(query(where("tenantId").is(tenant)), Channel.class);
  }

  /** Stores a channel, or a tenant's own anew; false if the number belongs to another tenant. */
  boolean put(Channel channel) {
    Channel known = mongo.findById(channel.id(), Channel.class);
    if (known == null) {
      try {
        var _ = mongo.insert(channel);
        return true;
      } catch (DuplicateKeyException _) {
        return put(channel);
      }
    }
    if (!known.tenantId().equals(channel.tenantId())) {
      return false;
    }
    var _ = mongo.save(channel);
    return true;
  }
}
