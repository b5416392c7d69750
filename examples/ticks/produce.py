"""Feeds the ticks topic a minute of ticks and the clock records that close it, by the contract in docs/ticks.md.

With the windower running (it creates the topic), from the repository's root:

    python3 -m venv .cache/ticks && .cache/ticks/bin/pip install -r examples/ticks/requirements.txt &&
    .cache/ticks/bin/python examples/ticks/produce.py

The minute is the one before last, as if it had been recorded: a live feed sends each tick as it comes, and clock records
every second. Run again within two minutes, its ticks can be late: the clock records have said that none are to come.
"""

import os
import pathlib
import sys
import time

import grpc
from confluent_kafka import KafkaException, Producer

# The module is compiled in memory from proto/market/v1/tick.proto, by grpcio-tools: no protoc, nothing generated to keep.
sys.path.append(str(pathlib.Path(__file__).parents[2] / "proto"))
Tick = grpc.protos("market/v1/tick.proto").Tick

TICKS = [  # second, ticker, price, the day's volume (None: not sent, which is not 0)
    (19, "AMZN", 184.61, 17_000_000),
    (19, "MSFT", 417.29, 9_000_000),
    (20, "BTC-USD", 63_120.5, None),
    (33, "AMZN", 184.38, 17_030_500),
    (41, "AMZN", 184.62, 17_042_000),
    (52, "AMZN", 184.39, 17_056_134),
    (55, "MSFT", 416.84, 9_018_399),
]


def check(error, _message):
    if error is not None:
        raise KafkaException(error)


topic = os.environ.get("TICKS_TOPIC", "market.ticks.v1")
producer = Producer(
    {
        "bootstrap.servers": os.environ.get("KAFKA_BROKERS", "localhost:9092"),
        "partitioner": "murmur2_random",  # as the Java client; librdkafka's default puts tickers elsewhere: dead letters
        "enable.idempotence": True,  # retries neither repeat a record nor change the order
        "message.timeout.ms": 0,  # no tick is given up: the clock record behind it would say that it had been published
        "on_delivery": check,
    }
)
partitions = producer.list_topics(topic, timeout=10).topics[topic].partitions
if not partitions:
    sys.exit(f"topic {topic} does not exist: start the windower first, it creates its topics")

now = time.time_ns() // 1_000_000
minute = (now // 60_000 - 2) * 60_000
for second, ticker, price, day_volume in TICKS:
    event_time = minute + second * 1_000
    received_time = event_time + 300
    tick = Tick(ticker=ticker, time=event_time, received_time=received_time, price=price, day_volume=day_volume)
    producer.produce(topic, key=ticker, value=tick.SerializeToString(), timestamp=received_time)
for partition in partitions:  # behind all ticks, to every partition, without key and value: a clock record
    producer.produce(topic, partition=partition, timestamp=now)
producer.flush()
