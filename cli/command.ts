import type { ExitCode } from './problem.ts';
import type { World } from './world.ts';

export interface OptionDeclaration {
  type: 'boolean' | 'string';
  multiple?: true;
  /** What stands for the value in the help. */
  value?: string;
  description: string;
}

export type Options = Readonly<Record<string, OptionDeclaration>>;

export type Values<Declared extends Options> = {
  -readonly [Name in keyof Declared]?: Declared[Name] extends { type: 'boolean' }
    ? boolean
    : Declared[Name] extends { multiple: true }
      ? string[]
      : string;
};

/** Every command takes these. */
export const everywhere = {
  json: { type: 'boolean', description: 'The result as JSON, problems too' },
  help: { type: 'boolean', description: 'Show this help' },
} as const satisfies Options;

export interface CommandLine<Declared extends Options> {
  values: Values<Declared & typeof everywhere>;
  arguments: string[];
}

export interface Command<Declared extends Options = Options> {
  /** `['accounts', 'add']` */
  words: readonly string[];
  summary: string;
  /** As the help shows them: `<account>` must be given, `[account]` may, `<account>...` may be several. */
  arguments: readonly string[];
  options: Declared;
  /** More for its help: paragraphs. */
  notes?: readonly string[];
  examples: readonly string[];
  run(line: CommandLine<Declared>, world: World): Promise<ExitCode>;
}

/** Declares a command; what `run` gets is typed by its options. */
export function command<const Declared extends Options>(declaration: Command<Declared>): Command {
  // The parser gives each command the values of its own declaration only.
  return declaration as unknown as Command;
}
