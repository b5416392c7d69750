package market.bench;

import static market.bench.Tick.NO_VOLUME;

import java.nio.ByteBuffer;
import org.apache.kafka.streams.kstream.Window;

/**
 * One ticker's ticks of one window, folded. It is changed in place: the stores hold bytes, so every tick folds into a
 * copy of its own anyway.
 */
final class Candle {
  private static final int BYTES = Integer.BYTES + 9 * Long.BYTES;

  private int ticks;
  private long firstTime;
  private long lastTime;
  private double open;
  private double high = Double.NEGATIVE_INFINITY;
  private double low = Double.POSITIVE_INFINITY;
  private double close;
  private double sum;
  private long firstVolume = NO_VOLUME;
  private long lastVolume = NO_VOLUME;

  /** In order of event time, ties in log order, whatever order the ticks come in. */
  Candle add(Tick tick) {
    if (ticks == 0 || tick.time() < firstTime) {
      firstTime = tick.time();
      open = tick.price();
      if (tick.dayVolume() != NO_VOLUME) firstVolume = tick.dayVolume();
    } else if (firstVolume == NO_VOLUME) {
      firstVolume = tick.dayVolume();
    }
    if (ticks == 0 || tick.time() >= lastTime) {
      lastTime = tick.time();
      close = tick.price();
      if (tick.dayVolume() != NO_VOLUME) lastVolume = tick.dayVolume();
    } else if (lastVolume == NO_VOLUME) {
      lastVolume = tick.dayVolume();
    }
    high = Math.max(high, tick.price());
    low = Math.min(low, tick.price());
    sum += tick.price();
    ticks += 1;
    return this;
  }

  String json(String ticker, Window window) {
    var volume = lastVolume == NO_VOLUME ? "null" : Long.toString(lastVolume - firstVolume);
    return "{\"ticker\":\"" + ticker.replace("\\", "\\\\").replace("\"", "\\\"")
        + "\",\"window_start\":" + window.start() + ",\"window_end\":" + window.end()
        + ",\"open\":" + open + ",\"high\":" + high + ",\"low\":" + low + ",\"close\":" + close
        + ",\"mean\":" + sum / ticks + ",\"volume\":" + volume + ",\"ticks\":" + ticks + "}";
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putInt(ticks)
        .putLong(firstTime)
        .putLong(lastTime)
        .putDouble(open)
        .putDouble(high)
        .putDouble(low)
        .putDouble(close)
        .putDouble(sum)
        .putLong(firstVolume)
        .putLong(lastVolume)
        .array();
  }

  static Candle decode(byte[] bytes) {
    if (bytes == null) return null;
    var in = ByteBuffer.wrap(bytes);
    var candle = new Candle();
    candle.ticks = in.getInt();
    candle.firstTime = in.getLong();
    candle.lastTime = in.getLong();
    candle.open = in.getDouble();
    candle.high = in.getDouble();
    candle.low = in.getDouble();
    candle.close = in.getDouble();
    candle.sum = in.getDouble();
    candle.firstVolume = in.getLong();
    candle.lastVolume = in.getLong();
    return candle;
  }
}
