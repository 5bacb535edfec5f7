import { expect, it } from 'vitest';
import { csvLine } from './csv.ts';

it('separates values by commas and ends the line as RFC 4180 says', () => {
  expect(csvLine(['a', 'b c', ''])).toBe('a,b c,\r\n');
});

it('quotes what would break a line or a value', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', ' led'])).toBe('"a,b","say ""x""","two\nlines"," led"\r\n');
});

it('makes texts of what a spreadsheet would take for formulas', () => {
  expect(csvLine(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("x","y")'])).toBe(
    `'=1+1,'+1,'-1,'@SUM(A1),'\t=1,"'=HYPERLINK(""x"",""y"")"\r\n`,
  );
  expect(csvLine(['a=1', '1-2', 'x@y'])).toBe('a=1,1-2,x@y\r\n');
});
