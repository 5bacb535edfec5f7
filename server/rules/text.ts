/** Whether a text is as a pattern with `*` for any text and `?` for any character. Linear in both, whatever they are. */
export function isLike(text: string, pattern: string): boolean {
  let textAt = 0;
  let patternAt = 0;
  let starAt = -1;
  let retryAt = 0;
  while (textAt < text.length) {
    const wanted = pattern[patternAt];
    if (wanted === '*') {
      starAt = patternAt++;
      retryAt = textAt;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[textAt])) {
      textAt++;
      patternAt++;
    } else if (starAt !== -1) {
      patternAt = starAt + 1;
      textAt = ++retryAt;
    } else return false;
  }
  while (pattern[patternAt] === '*') patternAt++;
  return patternAt === pattern.length;
}

/** Whether a version such as `13.4` is below another, number by number; what is not given counts as 0. */
export function isVersionBelow(version: string, other: string): boolean {
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  const [a, b] = [numbers(version), numbers(other)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const millisecondsADay = 86_400_000;

/**
 * The days from a time to another; negative when it is later.
 * @throws {Error} when it is no time, which a comparison would take for a low number
 */
export function daysFrom(time: unknown, until: Date): number {
  const from = time instanceof Date ? time.getTime() : typeof time === 'number' ? time : Date.parse(String(time));
  if (Number.isNaN(from)) throw new Error(`Not a time: ${String(time).slice(0, 40)}`);
  return (until.getTime() - from) / millisecondsADay;
}
