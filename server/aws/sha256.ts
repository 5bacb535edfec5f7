import { hash } from 'node:crypto';
import type { Hash, SourceData } from '@smithy/types';

/** https://www.rfc-editor.org/rfc/rfc2104#section-2 */
const blockBytes = 64;

/**
 * SHA-256 and HMAC-SHA-256 as the SDK signs with them. Each service and region is signed for with a key of its own, and
 * the SDK remembers 50 keys, so a scan derives most of them again and again. Node's HMAC makes an object of each secret,
 * which takes several times as long as the two hashes that it is made of.
 */
export class Sha256 implements Hash {
  readonly #secret: Uint8Array | undefined;
  #chunks: Uint8Array[] = [];

  constructor(secret?: SourceData) {
    this.#secret = secret === undefined ? undefined : bytesOf(secret);
  }

  update(data: SourceData): void {
    this.#chunks.push(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    const data = this.#chunks.length === 1 ? (this.#chunks[0] as Uint8Array) : Buffer.concat(this.#chunks);
    return this.#secret === undefined ? digestOf(data) : authenticate(this.#secret, data);
  }

  reset(): void {
    this.#chunks = [];
  }
}

function authenticate(secret: Uint8Array, data: Uint8Array): Uint8Array {
  const key = secret.length > blockBytes ? digestOf(secret) : secret;
  const inner = Buffer.alloc(blockBytes + data.length, 0x36);
  const outer = Buffer.alloc(blockBytes + 32, 0x5c);
  for (const [index, byte] of key.entries()) {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  inner.set(data, blockBytes);
  outer.set(digestOf(inner), blockBytes);
  return digestOf(outer);
}

function digestOf(data: Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer');
}

function bytesOf(data: SourceData): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
