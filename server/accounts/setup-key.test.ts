import { describe, expect, it } from 'vitest';
import { readSetupKey } from './setup-key.ts';

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('a pasted setup key', () => {
  it('is taken as it is', () => {
    expect(readSetupKey({ accessKeyId, secretAccessKey })).toEqual({
      ok: true,
      value: { accessKeyId, secretAccessKey },
    });
  });

  it('loses the white space and line breaks that copying adds', () => {
    const pasted = {
      accessKeyId: `\t${accessKeyId}\r\n`,
      secretAccessKey: ` ${secretAccessKey.slice(0, 20)}\n${secretAccessKey.slice(20)}\u200b `,
    };
    expect(readSetupKey(pasted)).toEqual({ ok: true, value: { accessKeyId, secretAccessKey } });
  });

  it.each([
    ['an empty ID', { accessKeyId: '', secretAccessKey }, 'setup_key_id_malformed'],
    ['an ID that is too short', { accessKeyId: 'AKIA123', secretAccessKey }, 'setup_key_id_malformed'],
    ['small letters', { accessKeyId: accessKeyId.toLowerCase(), secretAccessKey }, 'setup_key_id_malformed'],
    ['a role ID', { accessKeyId: `AROA${accessKeyId.slice(4)}`, secretAccessKey }, 'setup_key_id_malformed'],
    ['a temporary key', { accessKeyId: `ASIA${accessKeyId.slice(4)}`, secretAccessKey }, 'setup_key_temporary'],
    ['an empty secret', { accessKeyId, secretAccessKey: '' }, 'setup_key_secret_malformed'],
    ['half a secret', { accessKeyId, secretAccessKey: secretAccessKey.slice(0, 20) }, 'setup_key_secret_malformed'],
    [
      'a secret with other signs',
      { accessKeyId, secretAccessKey: `${secretAccessKey.slice(0, 39)}<` },
      'setup_key_secret_malformed',
    ],
    ['swapped fields', { accessKeyId: secretAccessKey, secretAccessKey: accessKeyId }, 'setup_key_swapped'],
  ])('is refused with a mend: %s', (_, pasted, code) => {
    const result = readSetupKey(pasted);
    expect(result).toMatchObject({ ok: false, failure: { code } });
    if (!result.ok) expect(result.failure.mend).not.toBe('');
  });

  it('is never repeated in a failure', () => {
    for (const pasted of [
      { accessKeyId: secretAccessKey, secretAccessKey: accessKeyId },
      { accessKeyId: secretAccessKey, secretAccessKey },
      { accessKeyId, secretAccessKey: `${secretAccessKey}!` },
    ]) {
      const text = JSON.stringify(readSetupKey(pasted));
      expect(text).toContain('"ok":false');
      expect(text).not.toContain(secretAccessKey);
    }
  });
});
