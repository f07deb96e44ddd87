package dev.batuta.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One applied change as it stands in a journal file: length and CRC-32C of the content (4 bytes
 * each), then kind (1 byte), namespace (2 bytes length and UTF-8), key and, for {@link Kind#PUT},
 * the whole document, both as BSON.
 *
 * @param key what the kind says
 * @param body the encoded document of a PUT, empty otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JournalRecord(Kind kind, String namespace, Document key, byte[] body) {
  static final int HEADER = 8;
  static final int MOST_CONTENT = 48 * 1024 * 1024;

  /** What happened; the codes are on disk and never change their meaning. */
  enum Kind {
    /** A document has this content now; the key is {@code {_id: ..}}. */
    PUT(1),
    /** A document is gone; the key is {@code {_id: ..}}. */
    DELETE(2),
    /** A collection exists now; the key is empty. */
    CREATE(3),
    /** A collection is gone; the key is empty. */
    DROP(4),
    /** A collection has another name; the key is {@code {to: namespace}}. */
    RENAME(5),
    /** An index exists now; the key is its description. */
    CREATE_INDEX(6),
    /** An index is gone; the key is {@code {name: ..}}. */
    DROP_INDEX(7);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("unknown kind of journal record: " + code);
    }
  }

  static JournalRecord put(String namespace, Document document) {
    ByteBuf body = Unpooled.buffer(512);
    BsonEncoder.encodeDocument(document, body);
    return new JournalRecord(
        Kind.PUT, namespace, new Document("_id", document.get("_id")), bytes(body));
  }

  static JournalRecord of(Kind kind, String namespace, Document key) {
    return new JournalRecord(kind, namespace, key, new byte[0]);
  }

  Document document() {
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(body));
  }

  JournalRecord in(String otherNamespace) {
    return namespace.equals(otherNamespace)
        ? this
        : new JournalRecord(kind, otherNamespace, key, body);
  }

  /** The frame with header. */
  byte[] encoded() {
    ByteBuf frame = Unpooled.buffer(HEADER + 64 + body.length);
    frame.writeZero(HEADER);
    byte[] name = namespace.getBytes(StandardCharsets.UTF_8);
    frame.writeByte(kind.code);
    frame.writeShort(name.length);
    frame.writeBytes(name);
    BsonEncoder.encodeDocument(key, frame);
    frame.writeBytes(body);
    int content = frame.writerIndex() - HEADER;
    var checksum = new CRC32C();
    checksum.update(frame.array(), frame.arrayOffset() + HEADER, content);
    frame.setInt(0, content);
    frame.setInt(4, (int) checksum.getValue());
    return bytes(frame);
  }

  static JournalRecord decode(byte[] content) {
    ByteBuf buffer = Unpooled.wrappedBuffer(content);
    Kind kind = Kind.of(buffer.readByte());
    byte[] name = new byte[buffer.readUnsignedShort()];
    buffer.readBytes(name);
    Document key = BsonDecoder.decodeBson(buffer);
    return new JournalRecord(kind, new String(name, StandardCharsets.UTF_8), key, bytes(buffer));
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
