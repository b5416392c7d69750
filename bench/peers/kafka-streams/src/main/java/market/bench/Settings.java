package market.bench;

import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that were kept; what else was tried is in README.md. */
final class Settings {
  private Settings() {}

  static Properties of(String application, String brokers) {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(
        StreamsConfig.STATE_DIR_CONFIG,
        Path.of(System.getProperty("java.io.tmpdir"), application).toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "2");
    // As often as the windower commits at most.
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "250");
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, Integer.toString(64 << 20));
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "10000");
    settings.put(StreamsConfig.consumerPrefix(MAX_POLL_RECORDS_CONFIG), "10000");
    settings.put(StreamsConfig.consumerPrefix(MAX_PARTITION_FETCH_BYTES_CONFIG), Integer.toString(8 << 20));
    settings.put(StreamsConfig.producerPrefix(BATCH_SIZE_CONFIG), Integer.toString(256 << 10));
    return settings;
  }
}
