import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { beginningOf, chosenOf, fieldsOf, numberTyped, readParameters } from './parameters.model.ts';

/** As the server makes it of what an action declares. */
const schema = z.toJSONSchema(
  z.object({
    retentionDays: z.int().min(1).max(3650).default(365).describe('How long logs are kept.'),
    atLeast: z.int(),
    prefix: z.string().optional(),
    mode: z.enum(['on', 'off']).default('on'),
    days: z.literal([7, 30]),
    isLoud: z.boolean().default(false),
    arns: z.array(z.string()),
    events: z.array(z.enum(['put', 'delete'])).default(['put']),
    ports: z.array(z.int().min(0).max(65535)).max(3).default([]),
    tags: z.record(z.string(), z.string()).optional(),
    logPrefix: z.string().max(4).default('a/'),
    kmsKeyArns: z.string().regex(/^arn:/).optional(),
  }),
  { io: 'input', target: 'draft-7' },
) as Record<string, unknown>;

const whole = { atLeast: 3, days: 7, arns: ['a'] };

describe('a form for what an action takes', () => {
  it('has a field for each parameter, in words, with what it may be', () => {
    expect(fieldsOf(schema).map(({ label, kind, constraint }) => [label, kind, constraint])).toEqual([
      ['Retention days', 'number', 'From 1 to 3650.'],
      ['At least', 'number', ''],
      ['Prefix', 'text', 'Optional.'],
      ['Mode', 'choice', ''],
      ['Days', 'choice', ''],
      ['Is loud', 'boolean', ''],
      ['ARNs', 'texts', 'One a line.'],
      ['Events', 'choices', ''],
      ['Ports', 'numbers', 'One a line. From 0 to 65535.'],
      ['Tags', 'map', 'Optional. One a line: name = value.'],
      ['Log prefix', 'text', ''],
      ['KMS key ARNs', 'text', 'Optional.'],
    ]);
    expect(fieldsOf({})).toEqual([]);
    expect(fieldsOf(schema)[0]?.description).toBe('How long logs are kept.');
    expect(fieldsOf(schema)[7]?.options.map(({ value }) => value)).toEqual(['put', 'delete']);
  });

  it('begins with what is given, else with the defaults', () => {
    expect(beginningOf(schema, { retentionDays: 90, unheardOf: 1 })).toEqual({
      ...{ retentionDays: 90, mode: 'on', isLoud: false, events: ['put'], ports: [], logPrefix: 'a/' },
    });
  });

  it('reads what was entered, and leaves out what is empty', () => {
    expect(readParameters(schema, { ...whole, arns: [' a ', '', 'b'], prefix: '  ', mode: 'off' })).toEqual({
      parameters: { ...whole, arns: ['a', 'b'], mode: 'off' },
    });
  });

  it('keeps what was emptied empty, where leaving it out would bring the default back', () => {
    expect(readParameters(schema, { ...whole, logPrefix: '', ports: [''], events: [] })).toEqual({
      parameters: { ...whole, logPrefix: '', ports: [], events: [] },
    });
  });

  it('has names and values a line each', () => {
    const { tags } = beginningOf(schema, { tags: { env: 'live', team: '' } });
    expect(tags).toBe('env = live\nteam = ');
    expect(readParameters(schema, { ...whole, tags })).toEqual({
      parameters: { ...whole, tags: { env: 'live', team: '' } },
    });
    expect(readParameters(schema, { ...whole, tags: '' })).toEqual({ parameters: whole });
  });

  it.each([
    [{ ...whole, atLeast: '' }, { atLeast: 'Enter a number.' }],
    [{ ...whole, atLeast: 'x' }, { atLeast: 'Enter a number.' }],
    [{ ...whole, atLeast: 1.5 }, { atLeast: 'Enter a whole number.' }],
    [{ ...whole, retentionDays: 0 }, { retentionDays: 'It must be 1 or more.' }],
    [{ ...whole, retentionDays: 9999 }, { retentionDays: 'It must be 3650 or less.' }],
    [{ ...whole, days: '8' }, { days: 'Choose one.' }],
    [{ ...whole, arns: ['', ' '] }, { arns: 'Fill this in.' }],
    [{ ...whole, retentionDays: '' }, { retentionDays: 'Enter a number.' }],
    [{ ...whole, kmsKeyArns: 'key' }, { kmsKeyArns: 'It does not have the right form: see the description.' }],
    [{ ...whole, logPrefix: 'a/b/c' }, { logPrefix: 'It must be no longer than 4 characters.' }],
    [{ ...whole, tags: 'a = b\nc' }, { tags: '“c” is not of the form name = value.' }],
    [{ ...whole, ports: [22, 70000] }, { ports: '“70000”: It must be 65535 or less.' }],
    [{ ...whole, ports: [22, 'ssh'] }, { ports: '“ssh”: Enter a number.' }],
    [{ ...whole, ports: [1, 2, 3, 4] }, { ports: 'No more than 3.' }],
  ])('says what is wrong with %j', (values, errors) => {
    expect(readParameters(schema, values)).toEqual({ errors });
  });

  it('keeps a choice of numbers a number, and a text that is no number yet a text', () => {
    expect(chosenOf(schema, 'days', '30')).toBe(30);
    expect(chosenOf(schema, 'mode', 'off')).toBe('off');
    expect([numberTyped('12'), numberTyped('-'), numberTyped('')]).toEqual([12, '-', '']);
  });
});
