import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256 } from './sha256.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('SHA-256 for signatures', () => {
  it('hashes as Node does, in however many pieces the data comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), async (pieces) => {
        const own = new Sha256();
        const theirs = createHash('sha256');
        for (const piece of pieces) {
          own.update(piece);
          theirs.update(piece);
        }
        expect(Buffer.from(await own.digest()).toString('hex')).toBe(theirs.digest('hex'));
      }),
    );
  });

  it('authenticates as Node does, with secrets shorter and longer than a block', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), bytes), fc.oneof(fc.string(), bytes), async (secret, data) => {
        const own = new Sha256(secret);
        own.update(data);
        const theirs = createHmac('sha256', secret).update(data).digest('hex');
        expect(Buffer.from(await own.digest()).toString('hex')).toBe(theirs);
      }),
    );
  });

  it('begins anew after a reset', async () => {
    const own = new Sha256('secret');
    own.update('forgotten');
    own.reset();
    own.update('kept');
    const theirs = createHmac('sha256', 'secret').update('kept').digest('hex');
    expect(Buffer.from(await own.digest()).toString('hex')).toBe(theirs);
  });
});
