import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealed.ts';

const sealer = createSealer('a secret of the tests, long enough', 'notifications');

describe('what is sealed', () => {
  it('is opened again as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, about) => {
        expect(sealer.open(sealer.seal(text, about), about)).toBe(text);
      }),
    );
  });

  it('shows nothing of what it is, and never looks the same twice', () => {
    const secret = 'https://hooks.example.com/T000/B000/canary';
    const [one, other] = [sealer.seal(secret, 'a'), sealer.seal(secret, 'a')];
    expect(one).not.toBe(other);
    const bytes = Buffer.from(one.slice(3), 'base64url').toString('latin1');
    expect(bytes).not.toContain('canary');
  });

  it('cannot be opened in the place of something else, for another purpose, or with another secret', () => {
    const sealed = sealer.seal('secret', 'team_a\nnc_1');
    expect(sealer.open(sealed, 'team_b\nnc_1')).toBeUndefined();
    expect(createSealer('a secret of the tests, long enough', 'mail').open(sealed, 'team_a\nnc_1')).toBeUndefined();
    expect(createSealer('another secret, long enough', 'notifications').open(sealed, 'team_a\nnc_1')).toBeUndefined();
  });

  it('cannot be opened when a single bit of it was changed, or a part is missing', () => {
    const bytes = Buffer.from(sealer.seal('secret', 'a').slice(3), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(sealer.open(`v1.${changed.toString('base64url')}`, 'a')).toBeUndefined();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(sealer.open(`v1.${bytes.subarray(0, length).toString('base64url')}`, 'a')).toBeUndefined();
    }
    for (const nonsense of ['', 'v1.', 'v2.AAAA', 'secret']) expect(sealer.open(nonsense, 'a')).toBeUndefined();
  });
});
