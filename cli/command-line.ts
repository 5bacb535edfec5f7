import { parseArgs } from 'node:util';
import { type Command, type CommandLine, everywhere, type Options } from './command.ts';
import { usageProblem } from './problem.ts';

export type Request =
  | { kind: 'run'; command: Command; line: CommandLine<Options> }
  /** `words` is a command, the beginning of several, or empty for all. */
  | { kind: 'help'; words: readonly string[] }
  | { kind: 'version' };

/**
 * What a command line asks for. Throws a usage ProblemError; that never repeats an option's value or a surplus
 * argument, which may be a secret that was given in the wrong place.
 */
export function readCommandLine(commands: readonly Command[], args: readonly string[]): Request {
  const [first] = args;
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === '--help' || first === '-h') return { kind: 'help', words: [] };
  const isHelp = first === 'help';
  const words = isHelp ? args.slice(1) : args;
  const command = longestMatch(commands, words);
  if (command === undefined) return withoutCommand(commands, words, isHelp);
  if (isHelp) return { kind: 'help', words: command.words };
  const line = readLine(command, words.slice(command.words.length));
  return line.values.help ? { kind: 'help', words: command.words } : { kind: 'run', command, line };
}

/** So that `scan cancel` is not the scan of an account "cancel". */
function longestMatch(commands: readonly Command[], words: readonly string[]): Command | undefined {
  return commands
    .filter((command) => command.words.every((word, index) => words[index] === word))
    .sort((one, other) => other.words.length - one.words.length)[0];
}

function withoutCommand(commands: readonly Command[], words: readonly string[], isHelp: boolean): Request {
  const end = words.findIndex((word) => word.startsWith('-'));
  const given = end === -1 ? words : words.slice(0, end);
  const isGroup = commands.some((command) => given.every((word, index) => command.words[index] === word));
  const asksHelp = isHelp || words.some((word) => word === '--help' || word === '-h');
  if (isGroup && asksHelp) return { kind: 'help', words: given };
  const help = `cloudcoreo ${isGroup ? [...given, ''].join(' ') : ''}--help`;
  if (given.length === 0) throw usageProblem('No command was given.', `See what there is: ${help}`);
  const detail = isGroup ? `“${given.join(' ')}” is not complete.` : `There is no command “${given[0]}” like this.`;
  throw usageProblem(detail, `See what there is: ${help}`);
}

function readLine(command: Command, args: readonly string[]): CommandLine<Options> {
  const help = `cloudcoreo ${command.words.join(' ')} --help`;
  const declared: Options = { ...command.options, ...everywhere };
  const options = Object.fromEntries(
    Object.entries(declared).map(([name, { type, multiple = false }]) => [
      name,
      { type, multiple, ...(name === 'help' ? { short: 'h' } : {}) },
    ]),
  );
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: joinDashedValues(args, declared), options, allowPositionals: true });
  } catch (error) {
    throw usageProblem(explain(error), `See the options: ${help}`);
  }
  const { values, positionals } = parsed;
  if (values.help !== true) checkCount(command, positionals, help);
  return { values: values as CommandLine<Options>['values'], arguments: positionals };
}

/** Node wants `--sort=-name` where everybody writes `--sort -name`. */
function joinDashedValues(args: readonly string[], declared: Options): string[] {
  const joined: string[] = [];
  for (const word of args) {
    const before = joined.at(-1) ?? '';
    const takesValue = before.startsWith('--') && declared[before.slice(2)]?.type === 'string';
    if (takesValue && /^-[A-Za-z]{2}/.test(word)) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

function checkCount(command: Command, positionals: readonly string[], help: string): void {
  const name = command.words.join(' ');
  const needed = command.arguments.filter((argument) => argument.startsWith('<'));
  if (positionals.length < needed.length) {
    throw usageProblem(`“${name}” needs ${needed.slice(positionals.length).join(' ')}.`, `See how: ${help}`);
  }
  const takesSeveral = command.arguments.some((argument) => argument.endsWith('...'));
  if (positionals.length > command.arguments.length && !takesSeveral) {
    const most = command.arguments.length === 0 ? 'no arguments' : `only ${command.arguments.join(' ')}`;
    throw usageProblem(`“${name}” takes ${most}.`, `See how: ${help}`);
  }
}

/** Of Node's message the first sentence: it names the option, never its value. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const { code } = error as NodeJS.ErrnoException;
  if (!code?.startsWith('ERR_PARSE_ARGS')) throw error;
  const [option = ''] = /--?[A-Za-z][\w-]*/.exec(error.message) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const isSecret = /key|secret|token|password/.test(option);
    const hint = isSecret ? ' Secrets are never given as options: others could see them in the list of processes.' : '';
    return `There is no option ${option} here.${hint}`;
  }
  return `The option ${option} is not used as it should be.`;
}
