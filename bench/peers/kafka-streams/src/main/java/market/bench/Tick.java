package market.bench;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;

/** What a candle needs of a market.v1.Tick (proto/market/v1/tick.proto); its ticker is the record's key. */
record Tick(long time, double price, long dayVolume) {
  /** Absent is not 0. */
  static final long NO_VOLUME = Long.MIN_VALUE;

  private static final int TIME = 2 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int PRICE = 4 << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int DAY_VOLUME = 5 << 3 | WireFormat.WIRETYPE_VARINT;

  /** Null for a record without value: a clock record or a gap. By hand: no field that is not used becomes an object. */
  static Tick decode(byte[] value) {
    if (value == null) return null;
    long time = 0;
    double price = 0;
    long dayVolume = NO_VOLUME;
    try {
      var in = CodedInputStream.newInstance(value);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case TIME -> time = in.readInt64();
          case PRICE -> price = in.readDouble();
          case DAY_VOLUME -> dayVolume = in.readInt64();
          default -> in.skipField(tag);
        }
      }
    } catch (IOException error) {
      throw new SerializationException("not a market.v1.Tick", error);
    }
    return new Tick(time, price, dayVolume);
  }
}
