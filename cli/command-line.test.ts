import { describe, expect, it } from 'vitest';
import { command } from './command.ts';
import { readCommandLine } from './command-line.ts';
import { helpText } from './help.ts';
import { exitCodes, ProblemError } from './problem.ts';

const declare = (words: string, args: string[] = []) =>
  command({
    words: words.split(' '),
    summary: `Does ${words}`,
    arguments: args,
    options: {
      filter: { type: 'string', multiple: true, value: '<text>', description: 'Only what matches' },
      all: { type: 'boolean', description: 'All' },
    },
    examples: [`cloudcoreo ${words}`],
    run: async () => exitCodes.ok,
  });

const commands = [
  declare('accounts list'),
  declare('accounts verify', ['<account>']),
  declare('scan', ['[account]...']),
  declare('scan cancel', ['<account>']),
];

const read = (line: string) => readCommandLine(commands, line === '' ? [] : line.split(' '));

function refusal(line: string): ProblemError {
  try {
    read(line);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error(`“${line}” was not refused.`);
}

describe('a command line', () => {
  it('is a command with its arguments and options', () => {
    expect(read('accounts verify production --json --filter a --filter b=c')).toMatchObject({
      kind: 'run',
      command: { words: ['accounts', 'verify'] },
      line: { arguments: ['production'], values: { json: true, filter: ['a', 'b=c'] } },
    });
  });

  it('means the longest command that matches', () => {
    expect(read('scan cancel production')).toMatchObject({ command: { words: ['scan', 'cancel'] } });
    expect(read('scan a b')).toMatchObject({ command: { words: ['scan'] }, line: { arguments: ['a', 'b'] } });
    expect(read('scan -- cancel')).toMatchObject({ command: { words: ['scan'] }, line: { arguments: ['cancel'] } });
  });

  it('may have a value that begins with a dash', () => {
    expect(read('accounts list --filter -name --all')).toMatchObject({
      line: { values: { filter: ['-name'], all: true } },
    });
    expect(refusal('accounts list --filter --all').message).toContain('--filter');
  });

  it('asks for help in all the usual ways, whatever else is wrong with it', () => {
    expect(read('--help')).toEqual({ kind: 'help', words: [] });
    expect(read('help')).toEqual({ kind: 'help', words: [] });
    expect(read('accounts --help')).toEqual({ kind: 'help', words: ['accounts'] });
    expect(read('accounts verify -h')).toEqual({ kind: 'help', words: ['accounts', 'verify'] });
    expect(read('help accounts verify')).toEqual({ kind: 'help', words: ['accounts', 'verify'] });
    expect(read('--version')).toEqual({ kind: 'version' });
  });

  it.each([
    ['', 'No command'],
    ['accounts', 'not complete'],
    ['acounts list', 'There is no command “acounts”'],
    ['accounts lsit', 'There is no command'],
    ['accounts verify', 'needs <account>'],
    ['accounts list --colour', 'There is no option --colour'],
    ['accounts list --filter', 'The option --filter'],
    ['accounts list --all=yes', 'The option --all'],
  ])('“%s” is refused', (line, message) => {
    expect(refusal(line).message).toContain(message);
    expect(refusal(line).exitCode).toBe(exitCodes.usage);
    expect(refusal(line).trouble.mend).toContain('cloudcoreo ');
  });

  it('is never repeated where it may hold a secret', () => {
    for (const line of [
      'accounts list Canary123',
      'accounts list --secret-access-key Canary123',
      'accounts list --secret-access-key=Canary123',
      'accounts list --all=Canary123',
    ]) {
      expect(JSON.stringify(refusal(line).trouble)).not.toContain('Canary123');
    }
    expect(refusal('accounts list --secret-access-key x').message).toContain('Secrets are never given as options');
  });
});

describe('the help', () => {
  it('lists all commands, those of a group, or one with its options', () => {
    expect(helpText(commands, [])).toContain('accounts verify <account>  Does accounts verify');
    expect(helpText(commands, ['accounts'])).not.toContain('scan cancel');
    expect(helpText(commands, ['accounts', 'list'])).toMatch(/--filter <text> +Only what matches\n.*--all +All\n/);
    expect(helpText(commands, ['scan'])).toContain('cloudcoreo scan cancel <account>');
  });
});
