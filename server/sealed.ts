import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what is stored and must not be read by whoever has the database alone. */
export interface Sealer {
  /** @param about whose the secret is: one that is moved to another row cannot be opened there */
  seal(secret: string, about: string): string;
  /** `undefined`: sealed with another secret of the installation, for something else, or damaged. */
  open(sealed: string, about: string): string | undefined;
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Names the way of sealing, so that another one can come beside it. */
const version = 'v1.';

/**
 * A sealer with a key of its own, derived (HKDF) from the secret that stands outside the database.
 * @param purpose what is sealed: each purpose has another key
 */
export function createSealer(secret: string, purpose: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, 'cloudcoreo', purpose, 32));
  return {
    seal(text, about) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength });
      cipher.setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return version + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, about) {
      if (!sealed.startsWith(version)) return undefined;
      const bytes = Buffer.from(sealed.slice(version.length), 'base64url');
      if (bytes.length < nonceLength + tagLength) return undefined;
      const nonce = bytes.subarray(0, nonceLength);
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
      try {
        const body = bytes.subarray(nonceLength + tagLength);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        // The tag does not fit: the only thing that can be wrong here.
        return undefined;
      }
    },
  };
}
