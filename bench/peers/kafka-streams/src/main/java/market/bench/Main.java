package market.bench;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * A participant of the drain: KAFKA_BROKERS, TICKS_TOPIC, OUTPUT_TOPIC and RUN are its environment. Arguments are
 * settings of Kafka Streams (name=value) and --no-changelog. It runs until SIGTERM, then leaves no state behind: neither
 * its directory nor its changelog topics.
 */
public final class Main {
  /** A participant has 20 s to end: so long for a clean end, and then there is one anyway. */
  private static final Duration END_MAX = Duration.ofSeconds(18);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(15);

  public static void main(String[] args) throws InterruptedException {
    var application = "kafka-streams-" + env("RUN");
    var settings = Settings.of(application, env("KAFKA_BROKERS"));
    var flags = new ArrayList<String>();
    for (var arg : args) {
      var equals = arg.indexOf('=');
      if (equals > 0) settings.put(arg.substring(0, equals), arg.substring(equals + 1));
      else flags.add(arg);
    }
    var hasChangelog = !flags.remove("--no-changelog");
    if (!flags.isEmpty()) throw new IllegalArgumentException("neither a setting (name=value) nor a flag: " + flags);

    var streams = new KafkaStreams(Candles.topology(env("TICKS_TOPIC"), env("OUTPUT_TOPIC"), hasChangelog), settings);
    var failed = new CountDownLatch(1);
    streams.setUncaughtExceptionHandler(
        error -> {
          error.printStackTrace();
          failed.countDown();
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(streams, application, settings, failed)));
    streams.start();
    failed.await();
    System.exit(1);
  }

  private static String env(String name) {
    return requireNonNull(System.getenv(name), name + " is not set");
  }

  /** The virtual machine would report a SIGTERM as 143: halt() makes a clean end 0. */
  private static void end(KafkaStreams streams, String application, Properties settings, CountDownLatch failed) {
    haltAfter(END_MAX);
    var isClosed = streams.close(CLOSE_MAX);
    if (isClosed) streams.cleanUp();
    else System.err.println("not closed within " + CLOSE_MAX.toSeconds() + " s");
    Path.of(settings.getProperty(StreamsConfig.STATE_DIR_CONFIG)).toFile().delete();
    deleteTopics(application, settings);
    System.out.flush();
    Runtime.getRuntime().halt(isClosed && failed.getCount() > 0 ? 0 : 1);
  }

  private static void haltAfter(Duration limit) {
    var watchdog =
        new Thread(
            () -> {
              try {
                Thread.sleep(limit.toMillis());
              } catch (InterruptedException error) {
                return;
              }
              System.err.println("not ended within " + limit.toSeconds() + " s");
              Runtime.getRuntime().halt(1);
            });
    watchdog.setDaemon(true);
    watchdog.start();
  }

  /** A run's changelogs are of no use to any other, and the broker has other runs to serve. */
  private static void deleteTopics(String application, Properties settings) {
    var brokers = settings.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      List<String> own =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(application + "-"))
              .toList();
      admin.deleteTopics(own).all().get();
    } catch (Exception error) {
      System.err.println("the topics of " + application + " may still be there: " + error);
    }
  }
}
