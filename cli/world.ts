import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import { exitCodes, ProblemError } from './problem.ts';

type Style = Parameters<typeof styleText>[0];

/** Somewhere to write to: a terminal, a file or a pipe. */
export interface Screen {
  readonly isTerminal: boolean;
  /** The width now, in cells. */
  readonly columns: number;
  /** Resolves when more can be written without piling up in memory. */
  write(text: string): Promise<void>;
  /** Coloured where that is welcome: NO_COLOR, FORCE_COLOR and a pipe are heeded. */
  paint(style: Style, text: string): string;
}

/** What a command has to do with, besides the server. */
export interface World {
  environment: NodeJS.ProcessEnv;
  /** For results: what a script reads. */
  output: Screen;
  /** For progress, questions and problems, so that a pipe gets results only. */
  messages: Screen;
  /** Whether somebody is there to answer. */
  canAsk: boolean;
  ask(question: string): Promise<string>;
  /** Asks without showing what is typed. */
  askHidden(question: string): Promise<string>;
  /** The first line of standard input, when that is no terminal. */
  readLine(): Promise<string>;
}

export function openWorld(): World {
  return {
    environment: process.env,
    output: screenOf(process.stdout),
    messages: screenOf(process.stderr),
    canAsk: process.stdin.isTTY === true,
    ask: (question) => askTerminal(question, process.stderr),
    askHidden: async (question) => {
      process.stderr.write(question);
      // Readline echoes to its output what it takes from a terminal in raw mode: here, to nowhere.
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      try {
        return await askTerminal('', nowhere);
      } finally {
        process.stderr.write('\n');
      }
    },
    readLine: readFirstLine,
  };
}

function screenOf(stream: WriteStream): Screen {
  return {
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      // A terminal that does not know its size says 0.
      return stream.columns || 80;
    },
    async write(text) {
      if (!stream.write(text)) await once(stream, 'drain');
    },
    paint: (style, text) => styleText(style, text, { stream }),
  };
}

async function askTerminal(question: string, output: NodeJS.WritableStream): Promise<string> {
  const readline = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  try {
    return await new Promise<string>((resolve, reject) => {
      // Ctrl-C, and Ctrl-D: the question stays unanswered.
      readline.once('SIGINT', () => reject(unanswered()));
      readline.once('close', () => reject(unanswered()));
      readline.question(question, (answer) => resolve(answer.trim()));
    });
  } finally {
    readline.close();
  }
}

function unanswered(): ProblemError {
  const trouble = { code: 'interrupted', detail: 'Nothing was done.', mend: 'Start the command again when you like.' };
  return new ProblemError(trouble, exitCodes.interrupted);
}

async function readFirstLine(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return (text.split('\n')[0] ?? '').trim();
}
