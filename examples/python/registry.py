"""Decodes features that are Protobuf behind a schema id, as Confluent's serializers write them: features.py --registry URL."""

import pathlib
import sys
import tempfile

import grpc
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer


def decoder(url, topic):
    """A function from a record's value to the dictionary that its JSON would give."""
    schema = SchemaRegistryClient({"url": url}).get_latest_version(f"{topic}-value").schema
    # Without the client: with it, it asks for schemas as descriptors, which not every registry knows (Apicurio 2.6 does not).
    deserialize = ProtobufDeserializer(compile_features(schema.schema_str), {})
    return lambda value: to_dictionary(deserialize(value))


def compile_features(schema):
    """The message class of a schema's text, compiled in memory by grpcio-tools: nothing generated to keep."""
    with tempfile.TemporaryDirectory() as home:
        pathlib.Path(home, "features.proto").write_text(schema)
        sys.path.append(home)
        compiled = grpc.protos("features.proto").Features
        sys.path.remove(home)
    return compiled


def to_dictionary(message):
    """Every field by its name, None where it is absent. (Protobuf's own MessageToDict makes strings of the integers.)"""
    return {field.name: value_of(message, field) for field in message.DESCRIPTOR.fields}


def value_of(message, field):
    if field.has_presence and not message.HasField(field.name):
        return None
    value = getattr(message, field.name)
    return dict(value) if field.name == "custom" else value
