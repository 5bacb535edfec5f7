import { expect, test } from 'vitest';
import { deviceName, grouped, totpSecret } from './security.model.ts';

test('finds the secret in an otpauth address and groups it', () => {
  const secret = totpSecret('otpauth://totp/CloudCoreo:a%40b.c?secret=ABCDEFGHIJ&issuer=CloudCoreo');
  expect(secret).toBe('ABCDEFGHIJ');
  expect(grouped(secret)).toBe('ABCD EFGH IJ');
  expect(totpSecret('nonsense')).toBe('');
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1', 'Safari on iOS'],
  ['curl/8.0', 'curl'],
  ['', 'An unknown device'],
])('%s is %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
