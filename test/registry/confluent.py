"""Confluent's own serialiser and deserialiser, for tests. LINES is a file; what comes of it goes to stdout, line by line.

    confluent.py deserialize LINES Tick|Features     base64 values to JSON records: every field, null where absent
    confluent.py serialize LINES Tick|Features TOPIC     JSON records to base64 values
    confluent.py produce LINES TOPIC NOW     JSON ticks to Kafka, by the serialiser where "registered"; clock records at NOW
"""

import base64
import json
import os
import pathlib
import sys

import grpc
from confluent_kafka import KafkaException, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer, ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

sys.path.append(str(pathlib.Path(__file__).parents[2] / "proto"))


def message_type(name):
    return getattr(grpc.protos(f"market/v1/{name.lower()}.proto"), name)


def serializer(kind):
    registry = SchemaRegistryClient({"url": os.environ["TEST_REGISTRY_URL"]})
    return ProtobufSerializer(kind, registry)


def value_of(message, field):
    if field.has_presence and not message.HasField(field.name):
        return None
    value = getattr(message, field.name)
    return dict(value) if field.message_type else value


def message_of(kind, record):
    return kind(**{name: value for name, value in record.items() if value is not None})


def deserialize(lines, name):
    kind = message_type(name)
    # Without the registry: it would ask for the schema as a descriptor, which Confluent's alone hands out, for nothing but its rules.
    read = ProtobufDeserializer(kind)
    for line in lines:
        message = read(base64.b64decode(line), SerializationContext("any", MessageField.VALUE))
        print(json.dumps({field.name: value_of(message, field) for field in kind.DESCRIPTOR.fields}))


def serialize(lines, name, topic):
    kind = message_type(name)
    write = serializer(kind)
    for line in lines:
        value = write(message_of(kind, json.loads(line)), SerializationContext(topic, MessageField.VALUE))
        print(base64.b64encode(value).decode())


def check(error, _message):
    if error is not None:
        raise KafkaException(error)


def produce(lines, topic, now):
    kind = message_type("Tick")
    write = serializer(kind)
    producer = Producer(
        {
            "bootstrap.servers": os.environ["KAFKA_BROKERS"],
            "partitioner": "murmur2_random",
            "enable.idempotence": True,
            "on_delivery": check,
        }
    )
    for line in lines:
        record = json.loads(line)
        registered = record.pop("registered")
        tick = message_of(kind, record)
        context = SerializationContext(topic, MessageField.VALUE)
        value = write(tick, context) if registered else tick.SerializeToString()
        producer.produce(topic, key=tick.ticker, value=value, timestamp=tick.received_time)
    for partition in producer.list_topics(topic, timeout=10).topics[topic].partitions:
        producer.produce(topic, partition=partition, timestamp=int(now))
    producer.flush()


command, file, *rest = sys.argv[1:]
with open(file, encoding="utf-8") as opened:
    {"deserialize": deserialize, "serialize": serialize, "produce": produce}[command](opened, *rest)
