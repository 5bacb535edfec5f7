import { expect, it } from 'vitest';
import { openStatusLine } from './status-line.ts';
import type { Screen } from './world.ts';

function open(isTerminal: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const screen: Screen = {
    isTerminal,
    columns: 20,
    paint: (_style, text) => text,
    write: async (text) => {
      written.push(text);
    },
  };
  return { written, clock, line: openStatusLine(screen, () => clock.now) };
}

it('changes in place in a terminal, within its width, and goes away at the end', async () => {
  const { written, line } = open(true);
  await line.show((columns) => 'x'.repeat(columns + 10));
  await line.say('stays');
  await line.show(() => 'next');
  await line.end();
  expect(written).toEqual([
    `\r\u001b[2K${'x'.repeat(18)}…`,
    '\r\u001b[2K',
    'stays\n',
    '\r\u001b[2Knext',
    '\r\u001b[2K',
  ]);
});

it('is a plain line every five seconds where there is no terminal', async () => {
  const { written, clock, line } = open(false);
  for (clock.now = 0; clock.now <= 11_000; clock.now += 500) await line.show(() => `${clock.now} ms`);
  await line.say('done');
  await line.end();
  expect(written).toEqual(['5000 ms\n', '10000 ms\n', 'done\n']);
});
