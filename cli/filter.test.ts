import { describe, expect, it } from 'vitest';
import { readFilters as read, splitValues } from './filter.ts';

const keys = { region: 'a region', type: 'a type', tag: 'a tag', text: 'a text', name: 'a name', state: 'a state' };
const readFilters = (words: string[]) =>
  read(words, keys, { single: ['name'], choices: { state: ['present', 'deleted'] } });

describe('filters', () => {
  it('take several values, by commas or given again', () => {
    expect(readFilters(['region=eu-west-1,us-east-1', 'region=eu-north-1', 'type=AWS::S3::Bucket'])).toEqual({
      region: 'eu-west-1,us-east-1,eu-north-1',
      type: 'AWS::S3::Bucket',
    });
  });

  it('keep an equals sign that belongs to the value', () => {
    expect(readFilters(['tag=env=prod', 'text=a=b'])).toEqual({ tag: 'env=prod', text: 'a=b' });
  });

  it('are refused with the keys there are', () => {
    expect(() => readFilters(['colour=red'])).toThrow('“colour=red” is no filter');
    expect(() => readFilters(['prod'])).toThrow('no filter');
    expect(() => readFilters(['constructor=x'])).toThrow('no filter');
    expect(() => readFilters(['type='])).toThrow('has no value');
    expect(() => readFilters(['name=a', 'name=b'])).toThrow('once');
    expect(() => readFilters(['state=gone'])).toThrow('no state');
  });
});

it('splits values at commas that are not escaped', () => {
  expect(splitValues('production, staging ,a\\,b')).toEqual(['production', 'staging', 'a,b']);
});
