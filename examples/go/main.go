// Prints a few of each features record's fields, one JSON object a line: from the oldest record on and then as they come,
// until Ctrl-C.
//
//	go run -C examples/go .
//
// KAFKA_BROKERS and FEATURES_TOPIC are the windower's. The features are JSON: a windower without SCHEMA_REGISTRY_URL.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"os/signal"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
)

// features holds the fields that this example is about. What can be undefined is a pointer: absent is not 0.
type features struct {
	Ticker      string   `json:"ticker"`
	Window      string   `json:"window"`
	WindowStart int64    `json:"window_start"` // ms since the epoch
	Ticks       int64    `json:"ticks"`
	Close       float64  `json:"close"`
	Volume      *int64   `json:"volume"`
	Vwap        *float64 `json:"vwap"`
	Gap         bool     `json:"gap"`
}

func main() {
	log.SetFlags(0)
	brokers := variable("KAFKA_BROKERS", "localhost:9092")
	topic := variable("FEATURES_TOPIC", "market.features.v1")
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(brokers, ",")...),
		kgo.ConsumeTopics(topic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		// Else what a windower took back would be there, and windows twice; and read_uncommitted is franz-go's default.
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := client.Ping(interrupted); err != nil {
		log.Fatalf("no broker answers at %s (KAFKA_BROKERS): %v", brokers, err)
	}
	log.Printf("reading %s at %s; if it is not there yet, waiting for it", topic, brokers)

	out := json.NewEncoder(os.Stdout)
	for {
		fetches := client.PollFetches(interrupted)
		if err := fetches.Err(); errors.Is(err, context.Canceled) {
			return
		} else if err != nil {
			log.Fatalf("topic %s (FEATURES_TOPIC): %v", topic, err)
		}
		fetches.EachRecord(func(record *kgo.Record) {
			var one features
			if err := json.Unmarshal(record.Value, &one); err != nil {
				log.Fatalf("no JSON at offset %d of partition %d: %v", record.Offset, record.Partition, err)
			}
			if err := out.Encode(one); err != nil {
				log.Fatal(err)
			}
		})
	}
}

func variable(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
