import { describe, expect, it } from 'vitest';
import { searchTextOf } from './search-text.ts';

const asset = { name: 'Web', arn: 'arn:aws:ec2:eu-west-1:1:instance/i-1', tags: { Env: 'Prod' }, document: {} };

describe('the text that a search looks through', () => {
  it('has name, ARN, tags and the texts of the document, in lower case', () => {
    const document = { Policy: { Statement: [{ Sid: 'AllowAll' }] }, Size: 12 };
    expect(searchTextOf({ ...asset, document })).toBe('web arn:aws:ec2:eu-west-1:1:instance/i-1 env prod allowall');
  });

  it('leaves out times, short words and what the ARN says already, and has each text once', () => {
    const document = { At: '2026-11-23T10:00:00Z', Id: 'i-1', Zone: 'eu-west-1', A: 'ab', B: 'same', C: ['same'] };
    expect(searchTextOf({ ...asset, document })).toBe('web arn:aws:ec2:eu-west-1:1:instance/i-1 env prod same');
  });

  it('has at most 4,000 characters and 300 of one text', () => {
    const long = 'x'.repeat(5000);
    expect(searchTextOf({ ...asset, document: { long } }).match(/x+/)?.[0]).toHaveLength(300);
    const document = { texts: Array.from({ length: 5000 }, (_, index) => `text number ${index}`) };
    expect(searchTextOf({ ...asset, document })).toHaveLength(4000);
  });

  it('is text that can be stored where it is cut in the middle of a character', () => {
    const document = { texts: Array.from({ length: 60 }, (_, index) => `${index}${'😀'.repeat(150)}`) };
    const text = searchTextOf({ ...asset, document });
    expect(text.isWellFormed()).toBe(true);
    expect(text).toContain('😀');
  });
});
