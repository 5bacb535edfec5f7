import { expect, it } from 'vitest';
import { readRule } from '../../../../../server/rules/library.ts';
import { asOwnRule, fileNameOf, idIn, template } from './source.model.ts';

it('what the editor begins with is a rule', () => {
  expect(readRule(template, { needsExamples: false })).toMatchObject({ rule: { id: 'custom-s3-bucket-has-owner' } });
});

it('what it begins with is a rule with its remarks taken away, too', () => {
  const uncommented = template
    .split('\n')
    .map((line) => line.replace(/^# (?=(applies|with|examples):)/, '').replace(/^( *)# ( +\S|cli:)/, '$1$2'))
    .join('\n');
  expect(uncommented).toContain('\nexamples:\n');
  expect(readRule(uncommented, { needsExamples: false })).toMatchObject({
    rule: { examples: { pass: [{}] }, with: { trails: 'AWS::CloudTrail::Trail' }, mend: { cli: expect.any(String) } },
  });
});

it.each([
  ['id: custom-a-b', 'custom-a-b'],
  ["# a rule\nid:  'custom-a-b'   # its ID\ntitle: x", 'custom-a-b'],
  ['title: x\n  id: nested-id', undefined],
  ['id: ', undefined],
])('reads the ID in %j', (source, id) => {
  expect(idIn(source)).toBe(id);
  expect(fileNameOf(source)).toBe(`${id ?? 'rule'}.yaml`);
});

it('a copy has an ID of its own, and all else as it was', () => {
  expect(asOwnRule('# x\nid: s3-a-b\ntitle: $& id: y\n')).toBe('# x\nid: custom-s3-a-b\ntitle: $& id: y\n');
  expect(asOwnRule('id: custom-a-b\n')).toBe('id: custom-a-b-copy\n');
  expect(idIn(asOwnRule(`id: s3-${'a-'.repeat(37)}b`))?.length).toBeLessThanOrEqual(80);
  expect(asOwnRule('title: x\n')).toBe('title: x\n');
});
