import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printableJson, printableLine, printableText } from './printable.ts';

it('takes escape sequences and control characters out of a line', () => {
  expect(printableLine('a\u001b[31mred\u001b[0m')).toBe('ared');
  expect(printableLine('title\u001b]0;owned\u0007!')).toBe('title!');
  expect(printableLine('c1\u009b2Jcsi')).not.toContain('\u009b');
  expect(printableLine('over\rwritten\nline\ttab')).toBe('over written line tab');
});

it('takes out what turns the direction of text or hides it', () => {
  expect(printableLine('a\u202egpj.exe\u200b')).toBe('agpj.exe');
});

it('takes no longer for what is made to take long', () => {
  const begun = performance.now();
  for (const part of ['\u001b]', '\u001b[', '\u001b[1;'])
    expect(printableLine(part.repeat(50_000))).not.toMatch(/\p{Cc}/u);
  expect(performance.now() - begun).toBeLessThan(3000);
});

it('leaves other scripts and symbols as they are', () => {
  expect(printableLine('Zürich 東京 🚀 “x”')).toBe('Zürich 東京 🚀 “x”');
});

it('keeps the line breaks of a text', () => {
  expect(printableText('one\r\ntwo\u001b[2J\nthree')).toBe('one\ntwo\nthree');
});

it('lets nothing through that a terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printableLine(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(printableJson(JSON.stringify({ text }))).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
  );
});

it('writes JSON that says the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(printableJson(JSON.stringify(value, null, 2)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(JSON.parse(printableJson(JSON.stringify('\u009b\u202e\u{e0001}')))).toBe('\u009b\u202e\u{e0001}');
});
