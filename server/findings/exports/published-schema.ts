import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type AnySchema, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * What is wrong with a value by one of the published schemas, in words; nothing, when it is valid.
 * @param name of a file in `schemas/`
 */
export function openPublishedSchema(name: string): (value: unknown) => string[] {
  const path = fileURLToPath(new URL(`schemas/${name}`, import.meta.url));
  const schema = JSON.parse(readFileSync(path, 'utf8')) as AnySchema & { $schema: string };
  // The schemas are taken as they are, with patterns that are none for `u`, and without the strictness of one validator.
  const options = { strict: false, unicodeRegExp: false, allErrors: true } as const;
  const ajv = schema.$schema.includes('2020-12') ? new Ajv2020(options) : new Ajv(options);
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(inWords));
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}
