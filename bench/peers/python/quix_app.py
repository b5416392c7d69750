"""Minutes of the ticks with Quix Streams 3.28.1, exactly once, state in RocksDB with a changelog topic. bench/peers/python/README.md
has the tuning tried and what differs.

By hand (KAFKA_BROKERS, TICKS_TOPIC, OUTPUT_TOPIC and RUN are set; the output topic exists):

    python3.11 -m venv .cache/peers && .cache/peers/bin/pip install -r bench/peers/python/requirements.txt &&
    .cache/peers/bin/python bench/peers/python/processes.py quix 2
"""

import tempfile

from participant import BROKERS, OUTPUT, RUN, TICKS, WAIT_MS, WINDOW_MS, parse_tick, say_consuming
from quixstreams import Application
from quixstreams.dataframe.windows.aggregations import BaseAggregator
from quixstreams.models import Deserializer

COMMIT_SECONDS = 5


class TickDeserializer(Deserializer):
    """Never asked for a record without a value: that one stays None."""

    def __call__(self, value, ctx):
        say_consuming()
        return parse_tick(value)


def event_time(tick, headers, timestamp, timestamp_type):
    return timestamp if tick is None else tick.time


class Bar(BaseAggregator):
    """One state a window: open, high, low, close, sum of prices, ticks, first and last day volume. An aggregator each costs more."""

    state_suffix = "bar"

    def initialize(self):
        return None

    def agg(self, old, tick, timestamp):
        price, volume = tick.price, tick.day_volume
        if old is None:
            return [price, price, price, price, price, 1, volume, volume]
        open_, high, low, _, total, ticks, first, _ = old
        return [open_, max(high, price), min(low, price), price, total + price, ticks + 1, first, volume]

    def result(self, bar):
        return bar


def to_record(window, ticker, timestamp, headers):
    open_, high, low, close, total, ticks, first, last = window["bar"]
    return {
        "ticker": ticker,
        "window_start": window["start"],
        "window_end": window["end"],
        "open": open_,
        "high": high,
        "low": low,
        "close": close,
        "mean": total / ticks,
        "volume": last - first,
        "ticks": ticks,
    }


# A process's own: members of a group do not share a directory.
with tempfile.TemporaryDirectory(prefix=f"{RUN}-") as state:
    app = Application(
        broker_address=BROKERS,
        consumer_group=RUN,
        auto_offset_reset="earliest",
        processing_guarantee="exactly-once",
        commit_interval=COMMIT_SECONDS,
        state_dir=state,
        auto_create_topics=True,  # the changelog
    )
    ticks = app.topic(TICKS, key_deserializer="str", value_deserializer=TickDeserializer(), timestamp_extractor=event_time)
    output = app.topic(OUTPUT, key_serializer="str", value_serializer="json")
    # Event time is a partition's, as in Kafka Streams; each key's own ("key", the default) costs a read of the state more a tick.
    minutes = (
        app.dataframe(ticks)
        .filter(lambda tick: tick is not None)
        .tumbling_window(WINDOW_MS, grace_ms=WAIT_MS, name="minutes")
        .agg(bar=Bar())
        .final(closing_strategy="partition")
    )
    minutes.apply(to_record, metadata=True).to_topic(output)
    app.run()
