"""Minutes of the ticks with Bytewax 0.21.1 and NumPy: the tutorial's dataflow (collect a minute's ticks of a ticker, then NumPy
over the array) with Kafka as its source and sink. bench/peers/python/README.md has the tuning tried and what differs.

By hand (KAFKA_BROKERS, TICKS_TOPIC, OUTPUT_TOPIC and RUN are set; the output topic exists):

    python3.11 -m venv .cache/peers && .cache/peers/bin/pip install -r bench/peers/python/requirements.txt &&
    .cache/peers/bin/python bench/peers/python/processes.py bytewax 2

BYTEWAX_CLOCK=system gives it the tutorial's clock: there system time moves the watermark too, and ticks of a backlog that had to wait
for their turn are late and lost.
"""

import os
from datetime import datetime, timedelta, timezone

import bytewax.operators as op
import numpy as np
import orjson
from bytewax.connectors.kafka import KafkaSink, KafkaSinkMessage, KafkaSource
from bytewax.dataflow import Dataflow
from bytewax.operators.windowing import EventClock, TumblingWindower, collect_window
from participant import BROKERS, OUTPUT, TICKS, WAIT_MS, WINDOW_MS, parse_tick, say_consuming

UTC = timezone.utc
# Each call of a key's logic costs more than a tick does: fewer, with more ticks of a ticker each, are 1.8 times as fast as 1,000.
BATCH_SIZE = 10_000


def decode(messages):
    """A batch as (ticker, (time, price, day volume)); a record without a value is no tick."""
    if messages:
        say_consuming()
    ticks = [parse_tick(message.value) for message in messages if message.value is not None]
    return [(tick.ticker, (tick.time, tick.price, tick.day_volume)) for tick in ticks]


def time_of(row):
    return datetime.fromtimestamp(row[0] / 1000, UTC)


def to_record(minute):
    ticker, (window, rows) = minute
    _, prices, day_volumes = np.array(rows).T
    value = {
        "ticker": ticker,
        "window_start": window * WINDOW_MS,
        "window_end": (window + 1) * WINDOW_MS,
        "open": float(prices[0]),
        "high": float(prices.max()),
        "low": float(prices.min()),
        "close": float(prices[-1]),
        "mean": float(prices.mean()),
        "volume": int(day_volumes[-1] - day_volumes[0]),
        "ticks": len(rows),
    }
    return KafkaSinkMessage(ticker.encode(), orjson.dumps(value))


def make_clock():
    wait = timedelta(milliseconds=WAIT_MS)
    if os.environ.get("BYTEWAX_CLOCK") == "system":
        return EventClock(time_of, wait)
    # The replay of a backlog: system time stands still and wakes no window, ticks alone move the watermark.
    started_at = datetime.now(UTC)
    return EventClock(time_of, wait, now_getter=lambda: started_at, to_system_utc=lambda _: None)


flow = Dataflow("minutes")
messages = op.input("ticks", flow, KafkaSource([BROKERS], [TICKS], tail=True, batch_size=BATCH_SIZE))
rows = op.flat_map_batch("decode", messages, decode)
windower = TumblingWindower(length=timedelta(milliseconds=WINDOW_MS), align_to=datetime.fromtimestamp(0, UTC))
# In order of arrival, as in the tutorial; a partition of this topic is in order of time.
minutes = collect_window("minutes", rows, make_clock(), windower, ordered=False)
records = op.map("to_record", minutes.down, to_record)
op.output("output", records, KafkaSink([BROKERS], OUTPUT, {"partitioner": "murmur2_random"}))
