import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { type Client, type Credentials, openClient } from './client.ts';
import { ProblemError, usageProblem } from './problem.ts';
import type { World } from './world.ts';

type Environment = NodeJS.ProcessEnv;

/** Where the sign-in is kept (https://specifications.freedesktop.org/basedir-spec/latest/). */
export function settingsFile(environment: Environment): string {
  const configured = environment.XDG_CONFIG_HOME ?? '';
  const base = isAbsolute(configured) ? configured : join(environment.HOME ?? homedir(), '.config');
  return join(base, 'cloudcoreo', 'config.json');
}

export async function readSettings(environment: Environment): Promise<Credentials | undefined> {
  const file = settingsFile(environment);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
  let settings: Partial<Credentials>;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw unreadable(file, error);
  }
  const { url, apiKey } = settings;
  if (typeof url !== 'string' || typeof apiKey !== 'string') throw unreadable(file, undefined);
  return { url: readUrl(url), apiKey: readApiKey(apiKey) };
}

/** Replaces the file in one step. Nobody but its owner may read it, from the first moment on. */
export async function storeSettings(environment: Environment, settings: Credentials): Promise<string> {
  const file = settingsFile(environment);
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new ProblemError({
      code: 'settings_unwritable',
      detail: `The sign-in could not be written to ${file} (${(error as NodeJS.ErrnoException).code ?? 'failed'}).`,
      mend: 'Make the folder writable for you, or set XDG_CONFIG_HOME to one that is.',
    });
  }
  return file;
}

/** @returns whether there was a sign-in to forget. */
export async function forgetSettings(environment: Environment): Promise<boolean> {
  const file = settingsFile(environment);
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  await rm(file, { force: true });
  return isThere;
}

/** The API as whom the environment or the stored sign-in says. */
export async function signedInClient({ environment, messages }: World): Promise<Client> {
  const credentials = await readCredentials(environment);
  const { protocol, hostname } = new URL(credentials.url);
  if (protocol === 'http:' && !isThisMachine(hostname)) {
    await messages.write(`Warning: ${credentials.url} is not encrypted; others on the way can read keys. Use https.\n`);
  }
  return openClient(credentials);
}

async function readCredentials(environment: Environment): Promise<Credentials> {
  const { CLOUDCOREO_URL: url = '', CLOUDCOREO_API_KEY: apiKey = '' } = environment;
  if (url !== '' && apiKey !== '') return { url: readUrl(url), apiKey: readApiKey(apiKey) };
  const stored = await readSettings(environment);
  if (stored === undefined) {
    throw new ProblemError({
      code: 'not_signed_in',
      detail: 'You are not signed in to a CloudCoreo.',
      mend: 'Run “cloudcoreo login”, or set both CLOUDCOREO_URL and CLOUDCOREO_API_KEY.',
    });
  }
  // A key goes only where it was stored for: an address from elsewhere could be somebody else's.
  if (url !== '' && readUrl(url) !== stored.url) {
    throw new ProblemError({
      code: 'not_signed_in',
      detail: `CLOUDCOREO_URL is ${url}, but you are signed in to ${stored.url}.`,
      mend: 'Unset CLOUDCOREO_URL, or set CLOUDCOREO_API_KEY as well, or run “cloudcoreo login”.',
    });
  }
  return apiKey === '' ? stored : { url: stored.url, apiKey: readApiKey(apiKey) };
}

/** The address without what does not belong to it. Throws a usage ProblemError for what is none. */
export function readUrl(text: string): string {
  const trimmed = text.trim();
  const scheme = /^(localhost|127\.|\[::1\])/.test(trimmed) ? 'http' : 'https';
  const url = URL.parse(trimmed.includes('://') ? trimmed : `${scheme}://${trimmed}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw usageProblem(
      'The address of CloudCoreo is not a http or https address.',
      'Give it as the browser shows it, for example https://cloudcoreo.example.com.',
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Throws before fetch could: its message repeats a header that it refuses, and the header holds the key. */
export function readApiKey(text: string): string {
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new ProblemError({
    code: 'api_key_invalid',
    detail: key === '' ? 'No API key was given.' : 'This is not an API key: it has characters that no key has.',
    mend: 'Create one in the web pages under Settings, API keys. It is shown once, and begins with ccoreo_.',
  });
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

function unreadable(file: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'not_signed_in',
      detail: `The sign-in in ${file} cannot be read.`,
      mend: 'Run “cloudcoreo login” to write it anew.',
    },
    undefined,
    { cause },
  );
}
