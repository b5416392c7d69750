import type { Board } from "./board.ts";
import { type FeaturesRecord, featuresLine, localTime } from "./features-record.ts";
import { coloured } from "./paint.ts";

/** Where people watch the demo. */
export interface Screen {
  features(record: FeaturesRecord): void;
  note(event: string): void;
  /** Draws what is known for the last time and gives the terminal back. */
  end(): void;
}

const REDRAW_MS = 250;
const COLUMNS_DEFAULT = 80;
const ROWS_DEFAULT = 24;

const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
const CLEAR_LINE = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
const CLEAR_ALL = "\x1b[H\x1b[2J";

/** One line for everything, for files and pipes. */
export const plainScreen: Screen = {
  features: record => void process.stdout.write(`${featuresLine(record)}\n`),
  note: event => void process.stdout.write(`${localTime(Date.now())}  ${event}\n`),
  end: () => {},
};

/** The picture if there is a terminal to draw on, else a line for everything. */
export function openScreen(board: Board): Screen {
  const isLive = process.stdout.isTTY && process.env.TERM !== "dumb";
  return isLive ? openLiveScreen(board, process.stdout) : plainScreen;
}

/** The picture below what was printed before, drawn over itself. */
function openLiveScreen(board: Board, stdout: NodeJS.WriteStream): Screen {
  let height = 0;
  const draw = () => {
    // 0 where a terminal was never told its size.
    const columns = stdout.columns || COLUMNS_DEFAULT;
    const rows = stdout.rows || ROWS_DEFAULT;
    // The terminal would scroll at its last line, and wrap at its last column.
    const lines = board.render(columns - 1, coloured).slice(0, rows - 1);
    const up = height > 0 ? `\x1b[${height}A` : "";
    stdout.write(
      `${HIDE_CURSOR}${up}\r${lines.map(line => `${line}${CLEAR_LINE}\n`).join("")}${CLEAR_BELOW}`,
    );
    height = lines.length;
  };
  const resize = () => {
    stdout.write(CLEAR_ALL);
    height = 0;
    draw();
  };
  const showCursor = () => void stdout.write(SHOW_CURSOR);
  stdout.on("resize", resize);
  process.on("exit", showCursor);
  const timer = setInterval(draw, REDRAW_MS);
  draw();
  return {
    features: () => {},
    note: event => board.note(event, Date.now()),
    end: () => {
      clearInterval(timer);
      stdout.off("resize", resize);
      draw();
      showCursor();
    },
  };
}
