import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEventData } from './event-stream.ts';

function streamOf(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function collect(chunks: Uint8Array[]): Promise<string[]> {
  const found: string[] = [];
  for await (const data of readEventData(streamOf(chunks))) found.push(data);
  return found;
}

const encode = (text: string) => new TextEncoder().encode(text);

test('reads events whatever the line ends, comments and other fields', async () => {
  const text = ': hello\n\nevent: step\ndata: one\n\ndata:two\r\nid: 7\r\n\r\nretry: 5\n\ndata: a\ndata: b\n\n';
  expect(await collect([encode(text)])).toEqual(['one', 'two', 'a\nb']);
});

test('drops an event that the end of the stream cuts off', async () => {
  expect(await collect([encode('data: whole\n\ndata: cut')])).toEqual(['whole']);
});

test('gives the same events wherever the network cuts the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
      async (messages, end, sizes) => {
        const payloads = messages.map((message) => JSON.stringify({ message }));
        const bytes = encode(payloads.map((payload) => `data: ${payload}${end}${end}`).join(''));
        const chunks: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          chunks.push(bytes.slice(at, at + size));
          at += size;
        }
        expect(await collect(chunks)).toEqual(payloads);
      },
    ),
  );
});
