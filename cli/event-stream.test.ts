import { expect, it } from 'vitest';
import { readEventData } from './event-stream.ts';

async function read(...chunks: string[]): Promise<string[]> {
  async function* bytes() {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
  }
  const events: string[] = [];
  for await (const data of readEventData(bytes())) events.push(data);
  return events;
}

it('puts events together however the bytes arrive', async () => {
  expect(await read('data: {"a"', ':1}\n', '\nda', 'ta: two\n\n')).toEqual(['{"a":1}', 'two']);
  expect(await read('data: é'.replace('é', '\u00c3'), '\u00a9\n\n')).toEqual(['é']);
});

it('joins lines of one event, and ignores comments and other fields', async () => {
  expect(await read(': ping\n\nevent: x\r\ndata: a\r\ndata:b\r\n\r\n')).toEqual(['a\nb']);
});

it('drops an event that is cut off', async () => {
  expect(await read('data: whole\n\ndata: half\n')).toEqual(['whole']);
});
