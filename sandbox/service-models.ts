import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What the sandbox reads of botocore's description of one AWS API: https://github.com/boto/botocore/tree/develop/botocore/data */
export type ServiceModel = {
  metadata: { protocol: string; jsonVersion?: string; xmlNamespace?: string };
  operations: Record<string, OperationModel>;
  shapes: Record<string, Shape>;
};

export type OperationModel = {
  http: { method: string; requestUri: string };
  input?: { shape: string };
  output?: { shape: string; resultWrapper?: string };
  errors?: { shape: string }[];
};

export type Shape = {
  type: string;
  members?: Record<string, Member>;
  /** Of a list. */
  member?: Member;
  /** Of a map. */
  value?: Member;
  required?: string[];
  /** The member that is the body of a REST answer. */
  payload?: string;
  enum?: string[];
  timestampFormat?: string;
  locationName?: string;
  error?: { code?: string; httpStatusCode?: number };
};

export type Member = { shape: string; location?: string; locationName?: string; timestampFormat?: string };

export type ServiceModels = {
  /** The newest model of an API by botocore's name for it (`stepfunctions`), or undefined when there is none. */
  load(api: string): ServiceModel | undefined;
};

/** Reads models from the sandbox's Python environment, each when it is first asked for: all of them together take seconds. */
export function createServiceModels(python: string): ServiceModels {
  const known = new Map<string, ServiceModel | undefined>();
  const data = findData(python);
  const apis = new Set(readdirSync(data));
  return {
    load(api) {
      if (!known.has(api)) known.set(api, apis.has(api) ? readModel(join(data, api)) : undefined);
      return known.get(api);
    },
  };
}

function findData(python: string): string {
  const libraries = join(dirname(python), '..', 'lib');
  const version = readdirSync(libraries).find((name) => name.startsWith('python3'));
  if (!version) throw new Error(`${libraries} holds no Python library. Remove .cache/sandbox-venv and try again.`);
  return join(libraries, version, 'site-packages', 'botocore', 'data');
}

function readModel(directory: string): ServiceModel {
  // The versions are dates.
  const newest = readdirSync(directory).sort().at(-1) ?? '';
  return JSON.parse(gunzipSync(readFileSync(join(directory, newest, 'service-2.json.gz'))).toString('utf8'));
}
