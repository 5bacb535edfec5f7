import type { Answer } from './answers.ts';
import type { Fault } from './faults.ts';
import type { Control, Settings } from './proxy.ts';

/**
 * The control endpoint, for whoever is not in this process: `sandbox/README.md` lists what it answers.
 * It can be reached from this machine only.
 */
export function answerControlRequest(method: string, target: string, body: Buffer, control: Control): Answer {
  const url = new URL(target, 'http://sandbox');
  const path = url.pathname.slice('/_sandbox'.length);
  try {
    if (path === '/calls' && method === 'GET')
      return json(200, control.calls.list(Object.fromEntries(url.searchParams)));
    if (path === '/calls' && method === 'DELETE') return done(() => control.calls.clear());
    if (path === '/faults' && method === 'GET') return json(200, control.faults.list());
    if (path === '/faults' && method === 'POST') return json(201, { id: control.faults.add(readFault(body)) });
    if (path === '/faults' && method === 'DELETE') return done(() => control.faults.clear());
    if (path.startsWith('/faults/') && method === 'DELETE') {
      const id = path.slice('/faults/'.length);
      return control.faults.remove(id) ? json(204) : json(404, { error: `There is no fault ${id}.` });
    }
    if (path === '/settings' && method === 'GET') return json(200, control.settings);
    if (path === '/settings' && method === 'PATCH') {
      return json(200, Object.assign(control.settings, readSettings(body)));
    }
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
  return json(404, { error: `The sandbox has no ${method} ${url.pathname}. See sandbox/README.md.` });
}

const effectFields: Record<string, Record<string, 'number' | 'string'>> = {
  latency: { milliseconds: 'number' },
  throttle: {},
  error: { status: 'number', code: 'string', message: 'string' },
  reset: {},
  'lose-answer': {},
  'hold-before': {},
  'hold-after': {},
  rewrite: { find: 'string', replace: 'string' },
};

function readFault(body: Buffer): Fault {
  const fault = readObject(body);
  const effect = fault.effect;
  if (typeof effect !== 'object' || effect === null || !('kind' in effect) || typeof effect.kind !== 'string') {
    throw new Error('A fault needs an "effect" with a "kind".');
  }
  const fields = effectFields[effect.kind];
  if (!fields) {
    throw new Error(`"${effect.kind}" is not a kind of effect. The kinds are ${Object.keys(effectFields).join(', ')}.`);
  }
  for (const [field, type] of Object.entries(fields)) {
    const value: unknown = Reflect.get(effect, field);
    if (typeof value !== type) throw new Error(`The effect "${effect.kind}" needs "${field}", a ${type}.`);
  }
  if (fault.times !== undefined && typeof fault.times !== 'number') throw new Error('"times" is a number.');
  return fault as Fault;
}

function readSettings(body: Buffer): Partial<Settings> {
  const names = ['latencyMilliseconds', 'clockOffsetMilliseconds', 'roleVisibleAfterSeconds'];
  const settings = readObject(body);
  for (const [name, value] of Object.entries(settings)) {
    if (!names.includes(name) || typeof value !== 'number') {
      throw new Error(`"${name}" is not a setting with a number. The settings are ${names.join(', ')}.`);
    }
  }
  return settings;
}

function readObject(body: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(body.toString('utf8'));
  if (typeof value !== 'object' || value === null) throw new Error('The body is a JSON object.');
  return value as Record<string, unknown>;
}

function done(work: () => void): Answer {
  work();
  return json(204);
}

function json(status: number, value?: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: value === undefined ? '' : JSON.stringify(value),
  };
}
