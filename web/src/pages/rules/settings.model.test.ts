import { describe, expect, it } from 'vitest';
import type { RuleView } from '../../../../server/findings/rule-api.ts';
import { constraintOf, draftOf, kindOf, type Parameter, readDraft, requestOf, settingsOf } from './settings.model.ts';

const parameter = (usual: unknown, more: Partial<Parameter> = {}): Parameter => ({
  ...{ description: 'What it is.', default: usual, value: usual, ...more },
});

describe('a parameter', () => {
  it.each([
    [parameter(5), 'number'],
    [parameter('1.4.0'), 'text'],
    [parameter(true), 'boolean'],
    [parameter(['a']), 'texts'],
    [parameter([22]), 'numbers'],
    [parameter([]), 'texts'],
    [parameter([], { value: [22] }), 'numbers'],
    [parameter({ '3.6': '2026-03-30' }), 'map'],
  ])('%j has a form of its own and comes back from it as it was', (given, kind) => {
    expect(kindOf(given)).toBe(kind);
    expect(readDraft(given, draftOf(given.value))).toEqual({ value: given.value });
  });

  it.each([
    [parameter(5, { minimum: 1, maximum: 9 }), '10', 'It must be 9 or less.'],
    [parameter(5, { minimum: 1 }), '0', 'It must be 1 or more.'],
    [parameter(5), ' ', 'Enter a number.'],
    [parameter([22]), '22\nssh', '“ssh” is no number.'],
    [parameter({ a: 'b' }), 'a = b\nc', '“c” is not of the form name = value.'],
    [parameter({ a: 'b' }), 'a = b\na = c', '“a” is there twice.'],
  ])('%j refuses “%s”', (given, draft, fault) => {
    expect(readDraft(given, draft)).toEqual({ fault });
  });

  it('leaves out empty lines, and keeps an equals sign in a value', () => {
    expect(readDraft(parameter(['a']), ' x \n\n y\n')).toEqual({ value: ['x', 'y'] });
    expect(readDraft(parameter({}), 'a b = c = d')).toEqual({ value: { 'a b': 'c = d' } });
  });

  it('says what it may be', () => {
    expect(constraintOf(parameter(90, { minimum: 1, maximum: 365 }))).toBe('From 1 to 365. The rule’s own: 90.');
    expect(constraintOf(parameter([]))).toBe('One a line. The rule’s own: none.');
    expect(constraintOf(parameter(false))).toBe('The rule’s own: off.');
  });
});

describe('the settings of a rule', () => {
  const rule = {
    ...{ isEnabled: true, severity: 'high', ownSeverity: 'low' },
    parameters: { days: parameter(90, { value: 30 }), owners: parameter(['a', 'b']) },
  } as unknown as RuleView;

  it('are sent with only those parameters that are not the rule’s own', () => {
    const draft = settingsOf(rule);
    expect(requestOf(rule, draft)).toEqual({
      request: { isEnabled: true, severity: 'high', parameters: { days: 30 } },
    });
    const own = { ...draft, severity: null, parameters: { days: '90', owners: 'c' } };
    expect(requestOf(rule, own)).toEqual({
      request: { isEnabled: true, severity: null, parameters: { owners: ['c'] } },
    });
  });

  it('are not sent while a parameter is wrong', () => {
    const draft = { ...settingsOf(rule), parameters: { days: 'soon', owners: 'a' } };
    expect(requestOf(rule, draft)).toEqual({ faults: { days: 'Enter a number.' } });
  });
});
