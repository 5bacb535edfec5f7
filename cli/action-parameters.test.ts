import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parameterLines, readParameters } from './action-parameters.ts';

const schema = z.object({
  keepWindow: z.boolean().default(false).describe('Leave the window as it is.'),
  days: z.int().min(1).describe('For how long.'),
  mode: z.enum(['soft', 'hard']).optional(),
  size: z.union([z.literal(7), z.literal(30)]).optional(),
  hosts: z.array(z.string()).optional(),
  ports: z.array(z.int()).default([]),
  note: z.string().optional(),
  limit: z.union([z.string(), z.number()]).optional(),
});
const kind = { id: 'thing-shut', parameters: z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) };

describe('the parameters of an action', () => {
  it('are of the type that the action’s schema says', () => {
    const words = [
      'keepWindow=true',
      'days=30',
      'mode=hard',
      'size=7',
      'hosts=a, b',
      'ports=22,3389',
      'note=a=b,c',
      'limit=5',
    ];
    const parameters = readParameters([...words, 'hosts=c'], kind);
    expect(parameters).toEqual({
      ...{ keepWindow: true, days: 30, mode: 'hard', size: 7, hosts: ['a', 'b', 'c'], ports: [22, 3389] },
      ...{ note: 'a=b,c', limit: 5 },
    });
    expect(schema.safeParse(parameters).success).toBe(true);
    expect(readParameters(['limit=none', 'note='], kind)).toEqual({ limit: 'none', note: '' });
  });

  it('that cannot be meant are refused', () => {
    const refusal = (...words: string[]) => {
      try {
        return readParameters(words, kind);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusal('keepWindow=yes')).toContain('is true or false');
    expect(refusal('days=')).toContain('is a number');
    expect(refusal('days=ten')).toContain('is a number');
    expect(refusal('mode=weak')).toBe('“weak” is no mode.');
    expect(refusal('days=1', 'days=2')).toContain('can be given once');
    expect(refusal('door=open')).toBe('thing-shut has no parameter “door”.');
    expect(refusal('days')).toBe('thing-shut has no parameter “days”.');
    expect(refusal('constructor=1')).toBe('thing-shut has no parameter “constructor”.');
  });

  it('are told with their type, their default and what they do', () => {
    expect(parameterLines(kind)).toEqual([
      'days (integer, needed): For how long.',
      'keepWindow (boolean, default false): Leave the window as it is.',
      'mode (soft|hard, optional)',
      'size (7|30, optional)',
      'hosts (list of strings, optional)',
      'ports (list of integers, optional)',
      'note (string, optional)',
      'limit (string|number, optional)',
    ]);
    expect(parameterLines({ id: 'thing-remove', parameters: z.toJSONSchema(z.object({})) })).toEqual([]);
  });
});
