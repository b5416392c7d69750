import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDemoArguments, parseStartArguments } from "../../demo/src/arguments.ts";

test("the demo runs until it is stopped, on a broker, unless told otherwise", () => {
  assert.deepEqual(parseDemoArguments([]), { options: { forMs: undefined, memory: false } });
  assert.deepEqual(parseDemoArguments(["--for", "30s", "--memory"]), {
    options: { forMs: 30_000, memory: true },
  });
  assert.deepEqual(parseDemoArguments(["--memory", "--for=1.5m"]), {
    options: { forMs: 90_000, memory: true },
  });
});

test("without tickers the pair gets AMZN and MSFT", () => {
  assert.deepEqual(parseStartArguments([]), { options: { tickers: ["AMZN", "MSFT"], json: false } });
  assert.deepEqual(parseStartArguments(["BTC-USD", "--json", "EURUSD=X", "^GSPC"]), {
    options: { tickers: ["BTC-USD", "EURUSD=X", "^GSPC"], json: true },
  });
});

test("a wrong argument is answered by one line that says what was expected and what came, with exit code 2", () => {
  const wrong: [typeof parseDemoArguments | typeof parseStartArguments, string[], RegExp][] = [
    [parseDemoArguments, ["--for"], /^expected a duration such as 30s.*, got nothing: npm run demo/],
    [parseDemoArguments, ["--for", "soon"], /^expected a duration.*, got soon:/],
    [parseDemoArguments, ["--for=0s"], /^expected a duration.*, got 0s:/],
    [parseDemoArguments, ["--for", "2d"], /^expected a duration.*up to 1d.*, got 2d:/],
    [parseDemoArguments, ["--memroy"], /^expected --for or --memory, got --memroy:/],
    [parseStartArguments, ["--jsn"], /^expected tickers.*, got --jsn: npm start/],
    [parseStartArguments, ["AMZN,MSFT"], /^expected tickers.*, got AMZN,MSFT:/],
    [parseStartArguments, [""], /^expected tickers/],
  ];
  for (const [parse, args, said] of wrong) {
    const parsed = parse(args);
    assert.ok("text" in parsed && parsed.exitCode === 2, args.join(" "));
    assert.match(parsed.text, said);
    assert.doesNotMatch(parsed.text, /\n/);
  }
});

test("--help is answered with the usage and exit code 0, whatever else is asked", () => {
  for (const parse of [parseDemoArguments, parseStartArguments]) {
    const parsed = parse(["--help", "--nonsense"]);
    assert.ok("text" in parsed && parsed.exitCode === 0);
    assert.match(parsed.text, /^npm (run demo|start) .*\n\n/);
  }
});
