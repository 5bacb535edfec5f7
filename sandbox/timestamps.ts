import type { Answer } from './answers.ts';
import type { Member, OperationModel, ServiceModel, Shape } from './service-models.ts';

/**
 * Writes the times of a JSON answer as the API's model says: moto mixes seconds, ISO 8601, and ISO 8601 without a time zone,
 * and the SDKs refuse what is not as the model says. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function mendTimestamps(
  answer: Answer,
  { model, operation }: { model: ServiceModel; operation: OperationModel },
): Answer {
  const output = operation.output && model.shapes[operation.output.shape];
  if (!output || answer.status !== 200) return answer;
  const body = parse(answer.body.toString());
  if (body === undefined) return answer;
  const payload = output.payload && output.members?.[output.payload];
  const shape = payload ? model.shapes[payload.shape] : output;
  const mended = mend(model, shape, undefined, body);
  return mended === body ? answer : { ...answer, body: JSON.stringify(mended) };
}

function mend(model: ServiceModel, shape: Shape | undefined, member: Member | undefined, value: unknown): unknown {
  if (shape?.type === 'timestamp') return timestamp(member?.timestampFormat ?? shape.timestampFormat, value);
  if (Array.isArray(value)) {
    const inner = shape?.member && model.shapes[shape.member.shape];
    return keepIfSame(
      value,
      value.map((item) => mend(model, inner, shape?.member, item)),
    );
  }
  if (shape === undefined || typeof value !== 'object' || value === null) return value;
  const memberOf = membersByWireName(shape);
  const entries = Object.entries(value).map(([name, inner]) => {
    const own = memberOf.get(name) ?? (shape.type === 'map' ? shape.value : undefined);
    return [name, own ? mend(model, model.shapes[own.shape], own, inner) : inner] as const;
  });
  const isSame = entries.every(([name, inner]) => (value as Record<string, unknown>)[name] === inner);
  return isSame ? value : Object.fromEntries(entries);
}

function timestamp(format: string | undefined, value: unknown): unknown {
  if (format === 'rfc822') return value;
  const isIso = format === 'iso8601';
  if (typeof value === 'number') return isIso ? new Date(value * 1000).toISOString() : value;
  if (typeof value !== 'string') return value;
  const milliseconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(withZone(value));
  if (Number.isNaN(milliseconds)) return value;
  if (!isIso) return milliseconds / 1000;
  return value.endsWith('Z') ? value : new Date(milliseconds).toISOString();
}

/** moto's times without a zone are in UTC; Shield's begin with the day, `31/12/2026, 23:59:59`. */
function withZone(text: string): string {
  const iso = text.replace(/^(\d\d)\/(\d\d)\/(\d{4}), /, '$3-$2-$1T').replace(' ', 'T');
  return /(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`;
}

function keepIfSame(before: unknown[], after: unknown[]): unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}

const known = new WeakMap<Shape, Map<string, Member>>();

function membersByWireName(shape: Shape): Map<string, Member> {
  let members = known.get(shape);
  if (!members) {
    members = new Map(
      Object.entries(shape.members ?? {}).map(([name, member]) => [member.locationName ?? name, member]),
    );
    known.set(shape, members);
  }
  return members;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
