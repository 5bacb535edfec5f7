import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html } from './markup.ts';

it('escapes what is put into it, in text and in attributes', () => {
  const hostile = `<script>alert("1" + '2')</script> &amp;`;
  expect(html`<a title="${hostile}">${hostile}</a>`.markup).not.toMatch(/<script|"1"|'2'| &amp;"/);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { markup } = html`<p title="${text}">`;
      const inside = markup.slice('<p title="'.length, -'">'.length);
      expect(inside).not.toMatch(/[<>"']/);
      expect(inside.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toBe(text);
    }),
  );
});

it('leaves alone what is HTML already', () => {
  expect(html`<ul>${['a', '<'].map((text) => html`<li>${text}</li>`)}</ul>${html`<hr>`}${1}`.markup).toBe(
    '<ul><li>a</li><li>&#60;</li></ul><hr>1',
  );
});
