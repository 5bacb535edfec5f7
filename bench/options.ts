/** What stands after the benchmark's name on the command line. */
export type BenchOptions = {
  has(name: string): boolean;
  /** The value after `--name`. */
  text(name: string, otherwise: string): string;
  /** The values after `--name`, separated by commas. */
  list(name: string, otherwise: string[]): string[];
  /** Says how far it is, on standard error: standard output is for the figures. */
  log(line: string): void;
};

export function readOptions(words: string[]): BenchOptions {
  const valueAfter = (name: string) => {
    const index = words.indexOf(`--${name}`);
    return index === -1 ? undefined : words[index + 1];
  };
  return {
    has: (name) => words.includes(`--${name}`),
    text: (name, otherwise) => valueAfter(name) ?? otherwise,
    list: (name, otherwise) => valueAfter(name)?.split(',') ?? otherwise,
    log: (line) => console.error(line),
  };
}
