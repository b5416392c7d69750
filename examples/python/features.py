"""Prints the features, one JSON object a line: from the oldest record on and then as they come, until Ctrl-C.

    python3 -m venv .cache/python-example && .cache/python-example/bin/pip install -r examples/python/requirements.txt &&
    .cache/python-example/bin/python examples/python/features.py

-e ends it at the end of the topic. --registry URL is for a windower that runs with SCHEMA_REGISTRY_URL: its features are
Protobuf. KAFKA_BROKERS and FEATURES_TOPIC are the windower's.
"""

import argparse
import json
import os
import signal
import sys

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

BROKERS = os.environ.get("KAFKA_BROKERS", "localhost:9092")
TOPIC = os.environ.get("FEATURES_TOPIC", "market.features.v1")


def read_features(decode=json.loads, to_end=False):
    """Yields the topic's features as dictionaries: all there are, and unless `to_end` those that come."""
    consumer = Consumer(
        {
            "bootstrap.servers": BROKERS,
            "isolation.level": "read_committed",  # else what a windower took back would be there, and windows twice
            "group.id": "python-example",  # has to be there; a reader that is to go on where it was subscribes and commits
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "reconnect.backoff.ms": 1_000,
        }
    )
    try:
        partitions = consumer.list_topics(TOPIC, timeout=10).topics[TOPIC].partitions
    except KafkaException as error:
        sys.exit(f"no broker answers at {BROKERS} (KAFKA_BROKERS): {error}")
    if not partitions:
        sys.exit(f"topic {TOPIC} does not exist: start the windower, it creates its topics, or set FEATURES_TOPIC")
    consumer.assign([TopicPartition(TOPIC, partition, OFFSET_BEGINNING) for partition in partitions])
    unread = set(partitions)
    while unread or not to_end:
        message = consumer.poll(1)
        if message is None:
            continue
        error = message.error()
        if error is None:
            try:
                features = decode(message.value())
            except ValueError as error:
                sys.exit(f"{TOPIC} {message.partition()}:{message.offset()}: {error}; if it is Protobuf: --registry URL")
            yield features
        elif error.code() == KafkaError._PARTITION_EOF:
            unread.discard(message.partition())
        else:
            raise KafkaException(error)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("-e", action="store_true", help="end at the end of the topic")
    arguments.add_argument("--registry", metavar="URL", help="a schema registry: the features are Protobuf")
    given = arguments.parse_args()
    decode = json.loads
    if given.registry:
        from registry import decoder

        decode = decoder(given.registry, TOPIC)
    for features in read_features(decode, given.e):
        print(json.dumps(features), flush=True)


if __name__ == "__main__":
    for end in (signal.SIGINT, signal.SIGPIPE):  # Ctrl-C, or "| head": no traceback
        signal.signal(end, signal.SIG_DFL)
    main()
