"""What both programs share: where the ticks are, how one is decoded, and the line from which the time is taken."""

import os
import pathlib
import sys

import grpc

BROKERS = os.environ["KAFKA_BROKERS"]
TICKS = os.environ["TICKS_TOPIC"]
OUTPUT = os.environ["OUTPUT_TOPIC"]
# A word of this run alone: names its consumer group and its state.
RUN = os.environ["RUN"]

WINDOW_MS = 60_000
WAIT_MS = 10_000

# Compiled in memory: the classes that a generated module would have, with Protobuf's C parser (upb) underneath.
sys.path.append(str(pathlib.Path(__file__).resolve().parents[3] / "proto"))
parse_tick = grpc.protos("market/v1/tick.proto").Tick.FromString
sys.path.pop()

_is_consuming = False


def say_consuming():
    """Says once that records come."""
    global _is_consuming
    if not _is_consuming:
        _is_consuming = True
        print("consuming", flush=True)
