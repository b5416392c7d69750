package market.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.Stores;

/** The topology: ticks into one candle a ticker and minute, written when its window has closed. */
final class Candles {
  private static final Duration SIZE = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Serde<Tick> TICK =
      Serdes.serdeFrom(
          (topic, tick) -> {
            throw new UnsupportedOperationException("ticks are only read");
          },
          (topic, value) -> Tick.decode(value));
  private static final Serde<Candle> CANDLE =
      Serdes.serdeFrom(
          (topic, candle) -> candle == null ? null : candle.encode(),
          (topic, bytes) -> Candle.decode(bytes));

  private static final AtomicBoolean IS_CONSUMING = new AtomicBoolean();

  private Candles() {}

  static Topology topology(String ticksTopic, String outputTopic, boolean hasChangelog) {
    var store = Stores.inMemoryWindowStore("candles", SIZE.plus(GRACE), SIZE, false);
    var materialized =
        Materialized.<String, Candle>as(store).withKeySerde(Serdes.String()).withValueSerde(CANDLE);
    var suppressing = BufferConfig.unbounded();
    if (!hasChangelog) {
      materialized.withLoggingDisabled();
      suppressing = suppressing.withLoggingDisabled();
    }

    var builder = new StreamsBuilder();
    builder.stream(ticksTopic, Consumed.with(Serdes.String(), TICK).withTimestampExtractor(eventTime()))
        .filter((ticker, tick) -> tick != null)
        .groupByKey(Grouped.with(Serdes.String(), TICK))
        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
        .aggregate(Candle::new, (ticker, tick, candle) -> candle.add(tick), materialized)
        .suppress(Suppressed.untilWindowCloses(suppressing))
        .toStream()
        .map((key, candle) -> KeyValue.pair(key.key(), candle.json(key.key(), key.window())))
        .to(outputTopic, Produced.with(Serdes.String(), Serdes.String()));
    return builder.build();
  }

  /** The tick's own time. A record without value is no tick and must not move the time: it gets the partition's. */
  private static TimestampExtractor eventTime() {
    return (ConsumerRecord<Object, Object> record, long partitionTime) -> {
      if (!IS_CONSUMING.get() && IS_CONSUMING.compareAndSet(false, true)) System.out.println("consuming");
      return record.value() instanceof Tick tick ? tick.time() : Math.max(partitionTime, 0);
    };
  }
}
