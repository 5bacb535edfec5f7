import type { Me } from '../server/access/api.ts';
import { openClient } from './client.ts';
import { command } from './command.ts';
import { printableLine } from './printable.ts';
import { exitCodes, ProblemError, usageProblem } from './problem.ts';
import { forgetSettings, readApiKey, readSettings, readUrl, signedInClient, storeSettings } from './settings.ts';
import { writeJson } from './show.ts';
import type { World } from './world.ts';

export const signInCommands = [
  command({
    words: ['login'],
    summary: 'Sign in to a CloudCoreo with an API key',
    arguments: [],
    options: {
      url: { type: 'string', value: '<address>', description: 'Where CloudCoreo is, as the browser shows it' },
    },
    notes: [
      'Create the key in the web pages under Settings, API keys. It is asked for without being shown, or taken from\n' +
        'CLOUDCOREO_API_KEY or from standard input; never from an argument, which others on the machine could read.',
      'The sign-in is kept in $XDG_CONFIG_HOME/cloudcoreo/config.json (default: ~/.config), readable by you alone.',
    ],
    examples: [
      'cloudcoreo login --url https://cloudcoreo.example.com',
      'cloudcoreo login --url https://cloudcoreo.example.com < key-file',
    ],
    async run({ values }, world) {
      const url = readUrl(values.url ?? (await askUrl(world)));
      const apiKey = readApiKey(await readKey(world, url));
      const me = await openClient({ url, apiKey }).call<Me>('GET', '/api/v1/me');
      const file = await storeSettings(world.environment, { url, apiKey });
      if (values.json) await writeJson(world, { url, ...me });
      else await world.output.write(`Signed in to ${url} as ${describe(me)}.\nThe sign-in is kept in ${file}.\n`);
      return exitCodes.ok;
    },
  }),

  command({
    words: ['logout'],
    summary: 'Forget the sign-in on this machine',
    arguments: [],
    options: {},
    notes: ['The API key stays valid until it ends or is deleted in the web pages under Settings, API keys.'],
    examples: ['cloudcoreo logout'],
    async run({ values }, world) {
      const wasSignedIn = await forgetSettings(world.environment);
      if (values.json) await writeJson(world, { wasSignedIn });
      else if (wasSignedIn) {
        await world.output.write(
          'The sign-in is forgotten here. The API key stays valid: delete it under Settings, API keys.\n',
        );
      } else await world.output.write('There was no sign-in.\n');
      return exitCodes.ok;
    },
  }),

  command({
    words: ['whoami'],
    summary: 'Who you are signed in as, and where',
    arguments: [],
    options: {},
    examples: ['cloudcoreo whoami'],
    async run({ values }, world) {
      const client = await signedInClient(world);
      const me = await client.call<Me>('GET', '/api/v1/me');
      if (values.json) await writeJson(world, { url: client.url, ...me });
      else await world.output.write(`${describe(me)}, at ${client.url}\n`);
      return exitCodes.ok;
    },
  }),
];

async function askUrl({ environment, canAsk, ask }: World): Promise<string> {
  if (environment.CLOUDCOREO_URL) return environment.CLOUDCOREO_URL;
  if (!canAsk) throw usageProblem('No address was given.', 'Give it with --url, or in CLOUDCOREO_URL.');
  // A sign-in that cannot be read is about to be replaced.
  const stored = await readSettings(environment).catch((error: unknown) => {
    if (error instanceof ProblemError) return undefined;
    throw error;
  });
  const answer = await ask(`Address of CloudCoreo${stored === undefined ? '' : ` [${stored.url}]`}: `);
  return answer === '' && stored !== undefined ? stored.url : answer;
}

async function readKey({ environment, canAsk, askHidden, readLine, messages }: World, url: string): Promise<string> {
  if (environment.CLOUDCOREO_API_KEY) return environment.CLOUDCOREO_API_KEY;
  if (!canAsk) return readLine();
  await messages.write(`Create an API key at ${url}/settings/api-keys and paste it here; it is not shown.\n`);
  return askHidden('API key: ');
}

function describe({ user, team, role }: Me): string {
  return printableLine(`${user.name} <${user.email}>, ${role} in the team “${team.name}”`);
}
