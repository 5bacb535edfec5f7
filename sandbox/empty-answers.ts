import { randomUUID } from 'node:crypto';
import { type Answer, type AwsError, escapeXml, shapeError } from './answers.ts';
import type { AwsRequest } from './request.ts';
import type { Member, OperationModel, ServiceModel, Shape } from './service-models.ts';

type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

/**
 * Answers a reading operation that moto lacks as an account answers it that has none of these: lists are empty; where there is
 * no list to be empty, with the error that the operation's model names for something that is not there.
 */
export function answerEmptily(
  request: AwsRequest,
  { model, operation }: { model: ServiceModel; operation: OperationModel },
): Answer {
  const output = operation.output && model.shapes[operation.output.shape];
  const canBeEmpty = hasList(model, output) || alwaysThere.includes(request.permission);
  const error = canBeEmpty ? undefined : absenceOf(model, operation);
  if (error) return shapeError(request, error);
  const value = output ? emptyStructure(model, output, [], request.protocol) : {};
  return write(request, model, operation, output, value);
}

/** Settings of a thing that is there: never "not found", and empty where nobody set them. */
const alwaysThere = [
  'cognito-identity:GetIdentityPoolRoles',
  'cognito-idp:DescribeRiskConfiguration',
  'ds:GetSnapshotLimits',
  'macie2:GetClassificationExportConfiguration',
  'macie2:GetFindingsPublicationConfiguration',
];

/** A body that is a structure of its own counts by what is in it, as CloudFront's lists do. */
function hasList(model: ServiceModel, output: Shape | undefined): boolean {
  const payload = output?.payload && output.members?.[output.payload];
  const body = payload ? model.shapes[payload.shape] : output;
  return membersOf(body).some(([, member]) => model.shapes[member.shape]?.type === 'list');
}

/** The error of the model that says that something is not there. */
function absenceOf(model: ServiceModel, operation: OperationModel): AwsError | undefined {
  const names = (operation.errors ?? []).map((error) => error.shape);
  const name = names.find((error) => /NotFound|NoSuch|DoesNotExist|NotExist|NonExist|UnknownResource/.test(error));
  if (!name) return undefined;
  const error = model.shapes[name]?.error;
  const status = error?.httpStatusCode ?? (model.metadata.protocol.startsWith('rest') ? 404 : 400);
  return { status, code: error?.code ?? name, message: 'The requested resource does not exist in this account.' };
}

function emptyStructure(
  model: ServiceModel,
  shape: Shape,
  path: string[],
  protocol: string,
): { [name: string]: Value } {
  const value: { [name: string]: Value } = {};
  for (const [name, member] of membersOf(shape)) {
    if (member.location !== undefined) continue;
    const target = model.shapes[member.shape];
    const isBody = shape.payload === name;
    const isNeeded = isBody || shape.required?.includes(name) || target?.type === 'list';
    // A structure that needs itself has no smallest value.
    if (!target || !isNeeded || path.includes(member.shape)) continue;
    value[name] = emptyValue(model, target, [...path, member.shape], protocol);
  }
  return value;
}

function emptyValue(model: ServiceModel, shape: Shape, path: string[], protocol: string): Value {
  switch (shape.type) {
    case 'list':
      return [];
    case 'structure':
      return emptyStructure(model, shape, path, protocol);
    case 'map':
      return {};
    case 'boolean':
      return false;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return 0;
    case 'timestamp':
      return protocol.endsWith('json') && shape.timestampFormat !== 'iso8601' ? 0 : '1970-01-01T00:00:00Z';
    default:
      return shape.enum?.[0] ?? '';
  }
}

function write(
  request: AwsRequest,
  model: ServiceModel,
  operation: OperationModel,
  output: Shape | undefined,
  value: { [name: string]: Value },
): Answer {
  const requestId = randomUUID();
  const { protocol, action } = request;
  if (protocol === 'json' || protocol === 'rest-json') {
    const body = output?.payload ? (value[output.payload] ?? {}) : named(output, value);
    const type =
      protocol === 'json' ? `application/x-amz-json-${model.metadata.jsonVersion ?? '1.1'}` : 'application/json';
    return {
      status: 200,
      headers: { 'content-type': type, 'x-amzn-requestid': requestId },
      body: JSON.stringify(body),
    };
  }
  const namespace = model.metadata.xmlNamespace ? ` xmlns="${escapeXml(model.metadata.xmlNamespace)}"` : '';
  const inner = writeXml(model, output, output?.payload ? value[output.payload] : value);
  const xml = (body: string): Answer => ({
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  });
  if (protocol === 'ec2')
    return xml(`<${action}Response>${inner}<requestId>${requestId}</requestId></${action}Response>`);
  if (protocol === 'query') {
    const wrapper = operation.output?.resultWrapper ?? `${action}Result`;
    return xml(
      `<${action}Response${namespace}><${wrapper}>${inner}</${wrapper}><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
    );
  }
  const payload = output?.payload && output.members?.[output.payload];
  const root = (payload && (payload.locationName ?? output.payload)) || (operation.output?.shape ?? `${action}Result`);
  return xml(`<${root}${namespace}>${inner}</${root}>`);
}

/** Members under the names that they have on the wire. */
function named(shape: Shape | undefined, value: { [name: string]: Value }): { [name: string]: Value } {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [shape?.members?.[name]?.locationName ?? name, inner]),
  );
}

function writeXml(model: ServiceModel, shape: Shape | undefined, value: Value | undefined): string {
  if (value === undefined || value === null || Array.isArray(value)) return '';
  if (typeof value !== 'object') return escapeXml(String(value));
  const payload = shape?.payload && shape.members?.[shape.payload];
  const structure = payload ? model.shapes[payload.shape] : shape;
  return Object.entries(value)
    .map(([name, inner]) => {
      const member = structure?.members?.[name];
      const tag = member?.locationName ?? name;
      return `<${tag}>${writeXml(model, member && model.shapes[member.shape], inner)}</${tag}>`;
    })
    .join('');
}

function membersOf(shape: Shape | undefined): [string, Member][] {
  return Object.entries(shape?.members ?? {});
}
