#!/bin/sh
# Prints the features, one JSON object a line: from the oldest record on and then as they come, until Ctrl-C; -e ends it at
# the end of the topic.
#
#     sh examples/kcat/features.sh
#
# kcat comes with apt-get install kcat or brew install kcat. KAFKA_BROKERS and FEATURES_TOPIC are the windower's.
exec kcat -C -q -u -b "${KAFKA_BROKERS:-localhost:9092}" -t "${FEATURES_TOPIC:-market.features.v1}" -o beginning \
  -X isolation.level=read_committed "$@"
