import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from '../sandbox/lock.ts';
import { operationsOf, partKeyOf, readManifest, type SdkManifest, sdkDirectory, sdkKeyOf } from '../server/aws/sdk.ts';
import type { ServiceDeclaration } from '../server/aws/service.ts';
import { services } from '../server/aws/services.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const directory = fileURLToPath(sdkDirectory).replace(/\/$/, '');

/**
 * Makes small packages of the AWS SDK that bring the operations that CloudCoreo calls, and nothing else, when they are
 * missing or older than what they are made from. Two processes may call this at once.
 */
export async function buildSdkIfStale(log: (line: string) => void = (line) => console.error(line)): Promise<void> {
  const key = sdkKeyOf(services);
  if (readManifest().key === key) return;
  await mkdir(dirname(directory), { recursive: true });
  const releaseLock = await takeLock(`${directory}.lock`, () =>
    log('Waiting for another process that is preparing the AWS SDK.'),
  );
  try {
    if (readManifest().key === key) return;
    log('Preparing the AWS SDK. This happens once for each version.');
    const fresh = `${directory}.new`;
    await rm(fresh, { recursive: true, force: true });
    await bundle(fresh);
    const manifest: SdkManifest = {
      key,
      services: Object.fromEntries(services.map((service) => [service.id, partKeyOf(service)])),
    };
    await writeFile(join(fresh, 'manifest.json'), JSON.stringify(manifest));
    await rm(directory, { recursive: true, force: true });
    await rename(fresh, directory);
  } finally {
    await releaseLock();
  }
}

/** Each service becomes a file that names what it needs of its package; what several need becomes a file of its own. */
async function bundle(into: string): Promise<void> {
  const { rolldown } = await import('rolldown');
  const entries = new Map(
    await Promise.all(services.map(async (one) => [entryOf(one), await exportsOf(one)] as const)),
  );
  const bundled = await rolldown({
    input: Object.fromEntries(services.map((service) => [service.id, entryOf(service)])),
    platform: 'node',
    logLevel: 'silent',
    // The sources of the packages are modules, of which unused parts can be left out.
    resolve: { mainFields: ['module', 'main'] },
    plugins: [
      {
        name: 'entries',
        resolveId(id, importer) {
          if (entries.has(id)) return id;
          return importer !== undefined && entries.has(importer)
            ? this.resolve(id, join(repository, 'package.json'))
            : undefined;
        },
        load: (id) => entries.get(id),
      },
    ],
  });
  await bundled.write({ dir: into, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'part-[hash].js' });
  await bundled.close();
}

const entryOf = ({ id }: ServiceDeclaration) => `\0sdk:${id}`;

async function exportsOf(service: ServiceDeclaration): Promise<string> {
  const packageName = packageOf(service);
  const sdk: object = createRequire(join(repository, 'package.json'))(packageName);
  const wanted = [
    service.client,
    ...operationsOf(service).flatMap((operation) => [`${operation}Command`, `paginate${operation}`]),
  ];
  return `export { ${wanted.filter((name) => name in sdk).join(', ')} } from '${packageName}';`;
}

/** The name stands in the declaration once, in the import that loads the package where nothing is prepared. */
function packageOf({ id, load }: ServiceDeclaration): string {
  const name = /import\(\s*['"]([^'"]+)['"]\s*\)/.exec(load.toString())?.[1];
  if (name === undefined) throw new Error(`The declaration of ${id} does not import a package by its name.`);
  return name;
}
