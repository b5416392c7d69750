-- Bars of five minutes from the features of one, and the ten most volatile minutes; with DuckDB.
--
--     python3 -m venv .cache/sql-example && .cache/sql-example/bin/pip install -r examples/sql/requirements.txt &&
--     sh examples/kcat/features.sh -e | .cache/sql-example/bin/duckdb -f examples/sql/bars.sql
--
-- Whatever prints a record a line will do in the place of kcat. A file name behind duckdb keeps the table.
.mode markdown

CREATE OR REPLACE TABLE minutes AS
SELECT make_timestamp_ms(window_start) AS minute, * EXCLUDE (window_start, "window")
FROM read_json('/dev/stdin', format = 'newline_delimited', columns = {
  ticker: 'VARCHAR', "window": 'VARCHAR', window_start: 'BIGINT', ticks: 'BIGINT',
  open: 'DOUBLE', high: 'DOUBLE', low: 'DOUBLE', close: 'DOUBLE',
  volume: 'BIGINT', dollar_volume: 'DOUBLE', realized_variance: 'DOUBLE', gap: 'BOOLEAN'
})
WHERE "window" = '1m';

-- A volume that is not known in one minute (null) is not known of the bar.
SELECT
  ticker, time_bucket(INTERVAL 5 minutes, minute) AS bar, count(*) AS minutes, sum(ticks) AS ticks,
  arg_min(open, minute) AS open, max(high) AS high, min(low) AS low, arg_max(close, minute) AS close,
  CASE WHEN count(volume) = count(*) THEN sum(volume) END AS volume,
  CASE WHEN count(volume) = count(*) AND sum(volume) > 0 THEN sum(dollar_volume) / sum(volume) END AS vwap,
  bool_or(gap) AS gap
FROM minutes
GROUP BY ticker, bar
ORDER BY bar, ticker;

SELECT ticker, minute, sqrt(realized_variance) AS volatility, high, low, ticks
FROM minutes
WHERE realized_variance IS NOT NULL
ORDER BY realized_variance DESC, minute, ticker
LIMIT 10;
