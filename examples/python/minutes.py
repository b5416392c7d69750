"""One ticker's minutes as a pandas DataFrame, with two columns more made by NumPy and pandas.

    python3 -m venv .cache/python-example && .cache/python-example/bin/pip install -r examples/python/requirements.txt &&
    .cache/python-example/bin/python examples/python/minutes.py MSFT
"""

import sys

import numpy as np
import pandas as pd
from features import read_features

ticker = sys.argv[1] if len(sys.argv) > 1 else "MSFT"
records = [each for each in read_features(to_end=True) if (each["ticker"], each["window"]) == (ticker, "1m")]
if not records:
    sys.exit(f"no minute of {ticker} has been published yet")
minutes = pd.DataFrame(records).set_index("window_start").sort_index()
minutes.index = pd.to_datetime(minutes.index, unit="ms", utc=True)
minutes["volatility"] = np.sqrt(minutes["realized_variance"].astype(float))
minutes["mean_5m"] = minutes["close"].rolling("5min").mean()
columns = ["ticks", "open", "high", "low", "close", "volume", "vwap", "volatility", "mean_5m"]
print(minutes[columns].to_string(float_format=str))
