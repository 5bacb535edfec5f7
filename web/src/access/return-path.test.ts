import { expect, test } from 'vitest';
import { returnPath, signInPath } from './return-path.ts';

test('leads back to a path of this site, with its filter', () => {
  expect(returnPath(new URL(signInPath('/assets?type=AWS::S3::Bucket'), 'http://x').search)).toBe(
    '/assets?type=AWS::S3::Bucket',
  );
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/\t/evil.example',
  '',
])('refuses %j', (next) => {
  expect(returnPath(`?next=${encodeURIComponent(next)}`)).toBe('/');
});

test('does not lead back to the sign-in page itself', () => {
  expect(returnPath('?next=/sign-in')).toBe('/');
  expect(returnPath('')).toBe('/');
});
