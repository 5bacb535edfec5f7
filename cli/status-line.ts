import { cutText } from './table.ts';
import type { Screen } from './world.ts';

/** The last line, which changes in place. Where there is no terminal, a line of its own every few seconds instead. */
export interface StatusLine {
  /** What goes on now; `text` gets the cells there are. */
  show(text: (columns: number) => string): Promise<void>;
  /** A line that stays. */
  say(line: string): Promise<void>;
  /** Takes the changing line away. */
  end(): Promise<void>;
}

const clearLine = '\r\u001b[2K';
const quietMilliseconds = 5000;

export function openStatusLine(screen: Screen, now: () => number = Date.now): StatusLine {
  let isShown = false;
  let saidAt = now();
  const clear = async () => {
    if (isShown) await screen.write(clearLine);
    isShown = false;
  };
  return {
    async show(text) {
      if (screen.isTerminal) {
        // One cell less: in the last one many terminals would wrap.
        const columns = screen.columns - 1;
        await screen.write(`${clearLine}${cutText(text(columns), columns)}`);
        isShown = true;
      } else if (now() - saidAt >= quietMilliseconds) {
        saidAt = now();
        await screen.write(`${text(80)}\n`);
      }
    },
    async say(line) {
      await clear();
      await screen.write(`${line}\n`);
    },
    end: clear,
  };
}
