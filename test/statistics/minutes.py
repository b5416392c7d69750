"""Prints what pandas and numpy make of each minute of the ticks in a JSON file: what pandas.test.ts compares with."""

import json
import platform
import sys

import numpy
import pandas


def main(path):
    # Not read_json, which reads numbers a little wrong.
    with open(path, encoding="utf-8") as file:
        ticks = pandas.DataFrame(json.load(file))
    ticks.index = pandas.to_datetime(ticks["time"], unit="ms")
    minutes = ticks["price"].resample("1min")
    table = minutes.ohlc()
    table["ticks"] = minutes.count()
    table["mean"] = minutes.mean()
    table["median"] = minutes.median()
    for percent in ("05", "25", "75", "95"):
        table[f"quantile_{percent}"] = minutes.quantile(int(percent) / 100)
    table["std"] = minutes.std()
    table["skewness"] = minutes.apply(pandas.Series.skew)
    table["kurtosis"] = minutes.apply(pandas.Series.kurt)
    table = table[table["ticks"] > 0]
    table = table.join(pandas.DataFrame([of_minute(ticks, at) for at in table.index], index=table.index))
    versions = {"python": platform.python_version(), "pandas": pandas.__version__, "numpy": numpy.__version__}
    print(json.dumps({"versions": versions, "minutes": [record(at, row) for at, row in table.iterrows()]}))


def of_minute(ticks, at):
    """What pandas has no aggregation for, by the functions that numpy and pandas have."""
    minute = ticks[(ticks.index >= at) & (ticks.index < at + pandas.Timedelta("1min"))]
    price, volume = minute["price"], minute["volume"]
    returns = numpy.diff(numpy.log(price))
    change = price.diff().reset_index(drop=True)
    covariance = change.cov(change.shift(-1)) if len(price) > 3 else numpy.nan
    seconds = (minute["time"] - minute["time"].min()) / 1000
    return {
        "slope": numpy.polyfit(seconds, price - price.iloc[0], 1)[0] if seconds.nunique() > 1 else None,
        "vwap": numpy.average(price, weights=volume) if volume.sum() > 0 else None,
        "realized_variance": numpy.sum(returns**2) if len(price) > 1 else None,
        "bipower_variation": numpy.pi / 2 * numpy.sum(numpy.abs(returns[1:] * returns[:-1])) if len(price) > 2 else None,
        "roll_spread": 2 * numpy.sqrt(-covariance) if covariance < 0 else None,
    }


def record(at, row):
    values = {name: None if pandas.isna(value) else float(value) for name, value in row.items()}
    return {"minute": at.value // 1_000_000, **values}


main(sys.argv[1])
