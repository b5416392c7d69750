"""Runs a producer as it would be without its partitioner setting, that is with librdkafka's default."""

import runpy
import sys

import confluent_kafka

Producer = confluent_kafka.Producer
confluent_kafka.Producer = lambda config: Producer({k: v for k, v in config.items() if k != "partitioner"})
runpy.run_path(sys.argv[1], run_name="__main__")
