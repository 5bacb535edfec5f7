import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({})).toMatchObject({
      ok: true,
      config: { host: '127.0.0.1', port: 8400, runsWeb: true, runsWorker: true, databaseUrl: undefined },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ CLOUDCOREO_PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('names the variable that is wrong, and never its value', () => {
    const result = readConfig({
      CLOUDCOREO_SECRET: 'short-secret',
      CLOUDCOREO_PORT: 'eighty',
      CLOUDCOREO_URL: 'ftp://x',
    });
    expect(result.ok).toBe(false);
    const text = JSON.stringify(result);
    for (const name of ['CLOUDCOREO_SECRET', 'CLOUDCOREO_PORT', 'CLOUDCOREO_URL']) expect(text).toContain(name);
    expect(text).not.toContain('short-secret');
  });

  it.each([
    ['a database server without a secret', { DATABASE_URL: 'postgres://localhost/x' }, 'CLOUDCOREO_SECRET'],
    ['an owner without a password', { CLOUDCOREO_OWNER_EMAIL: 'a@b.example' }, 'CLOUDCOREO_OWNER_PASSWORD'],
    ['an embedded database for a split process', { CLOUDCOREO_ROLE: 'worker' }, 'DATABASE_URL'],
    ['a region that is none', { AWS_REGION: 'Frankfurt' }, 'AWS_REGION'],
  ])('refuses %s', (_, environment, name) => {
    const result = readConfig(environment);
    expect(result).toMatchObject({ ok: false });
    expect(JSON.stringify(result)).toContain(name);
  });

  it('drops the slash at the end of its address', () => {
    expect(readConfig({ CLOUDCOREO_URL: 'https://coreo.example/' })).toMatchObject({
      config: { publicUrl: 'https://coreo.example' },
    });
  });
});
