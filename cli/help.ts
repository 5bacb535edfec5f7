import { type Command, everywhere, type Options } from './command.ts';

/** The help of a command, of a group of commands, or of all. */
export function helpText(commands: readonly Command[], words: readonly string[]): string {
  const below = commands.filter((command) => words.every((word, index) => command.words[index] === word));
  const own = below.find((command) => command.words.length === words.length);
  return `${(own === undefined ? overview(below, words) : commandHelp(own, below)).join('\n')}\n`;
}

function overview(commands: readonly Command[], words: readonly string[]): string[] {
  return [
    `Usage: cloudcoreo ${[...words, ''].join(' ')}<command>`,
    '',
    ...columns(commands.map((command) => [synopsis(command), command.summary])),
    '',
    ...columns([
      ['--help', 'Help, also of each command: cloudcoreo accounts add --help'],
      ['--version', 'The version of this command'],
    ]),
    '',
    'Sign in once with “cloudcoreo login”; in scripts set CLOUDCOREO_URL and CLOUDCOREO_API_KEY instead.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not signed in, 4 a scan with gaps, 5 as --fail-on says, 130 interrupted.',
  ];
}

function commandHelp(command: Command, below: readonly Command[]): string[] {
  const others = below.filter((other) => other !== command);
  return [
    `Usage: cloudcoreo ${synopsis(command)} [options]`,
    ...others.map((other) => `       cloudcoreo ${synopsis(other)} [options]`),
    '',
    `${command.summary}.`,
    ...(command.notes ?? []).flatMap((note) => ['', note]),
    '',
    'Options:',
    ...columns(optionRows({ ...command.options, ...everywhere })),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
  ];
}

function synopsis(command: Command): string {
  return [...command.words, ...command.arguments].join(' ');
}

function optionRows(options: Options): [string, string][] {
  return Object.entries(options).map(([name, { value, description }]) => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    description,
  ]);
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
