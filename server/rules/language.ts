import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import { allowsAction, allowsEverything, escalationsOf, wholeServicesOf } from './identity-policy.ts';
import { aclLetsWorldIn, isForWorld, isWorld, opensAllToWorld, opensPortToWorld } from './network.ts';
import {
  deniesPlainHttp,
  isPublicPolicy,
  outsidersOf,
  publicActions,
  trustedBy,
  wantsExternalId,
} from './policy-meaning.ts';
import { daysFrom, isLike, isVersionBelow } from './text.ts';

// The language of rules: CEL (https://cel.dev) with functions for what AWS's answers mean.

/** Longest expression, in characters. */
export const mostCharacters = 4000;

const limits = { maxAstNodes: 600, maxDepth: 40, maxListElements: 300, maxMapEntries: 300, maxCallArguments: 8 };

/** What rules can call. Shown to who writes one. */
export const functions: readonly {
  signature: string;
  description: string;
  handler: (...values: never[]) => unknown;
}[] = [
  {
    signature: 'daysSince(dyn, google.protobuf.Timestamp): double',
    description: 'The days from a time to another: `daysSince(asset.CreateDate, now) > 90`.',
    handler: (time: unknown, now: Date) => daysFrom(time, now),
  },
  {
    signature: 'daysUntil(dyn, google.protobuf.Timestamp): double',
    description: 'The days that are left until a time: `daysUntil(asset.NotAfter, now) < 30`.',
    handler: (time: unknown, now: Date) => -daysFrom(time, now),
  },
  {
    signature: 'like(string, string): bool',
    description: 'Whether a text is as a pattern with `*` and `?`: `like(asset.Runtime, "nodejs*")`.',
    handler: isLike,
  },
  {
    signature: 'versionBelow(string, string): bool',
    description: 'Whether a version is below another, number by number: `versionBelow("9.6", "13")`.',
    handler: isVersionBelow,
  },
  {
    signature: 'isWorld(dyn): bool',
    description: 'Whether a CIDR block is the whole Internet.',
    handler: isWorld,
  },
  {
    signature: 'opensToWorld(dyn, dyn): bool',
    description: 'Whether a permission of a security group lets the world reach a TCP port.',
    handler: (permission: unknown, port: unknown) => opensPortToWorld(permission, Number(port), 'tcp'),
  },
  {
    signature: 'opensToWorld(dyn, dyn, string): bool',
    description: 'The same for the protocol `tcp` or `udp`.',
    handler: (permission: unknown, port: unknown, protocol: string) =>
      opensPortToWorld(permission, Number(port), protocol),
  },
  {
    signature: 'opensAllToWorld(dyn): bool',
    description: 'Whether a permission of a security group lets the world reach every port.',
    handler: opensAllToWorld,
  },
  {
    signature: 'isForWorld(dyn): bool',
    description: 'Whether a permission of a security group is for the world, whatever its ports.',
    handler: isForWorld,
  },
  {
    signature: 'aclLetsWorldIn(dyn, dyn): bool',
    description: 'Whether the entries of a network ACL, in their order, let the world in at a port.',
    handler: (entries: unknown, port: unknown) => aclLetsWorldIn(entries, Number(port)),
  },
  {
    signature: 'isPublic(dyn): bool',
    description: 'Whether a resource’s policy lets in everybody.',
    handler: isPublicPolicy,
  },
  {
    signature: 'publicActions(dyn): list',
    description: 'The patterns of actions that a resource’s policy allows everybody.',
    handler: publicActions,
  },
  {
    signature: 'outsiders(dyn, string): list',
    description:
      'Whom outside the account a resource’s policy lets in: account IDs, organizations (`o-…`), `*` for everybody.',
    handler: outsidersOf,
  },
  {
    signature: 'trustedBy(dyn): list',
    description: 'The accounts, services and identity providers that may assume a role, from its trust policy.',
    handler: trustedBy,
  },
  {
    signature: 'wantsExternalId(dyn, string): bool',
    description: 'Whether a trust policy wants an external ID (or an organization) of every other account.',
    handler: wantsExternalId,
  },
  {
    signature: 'allowsEverything(dyn): bool',
    description: 'Whether an identity’s policy allows every action on every resource.',
    handler: allowsEverything,
  },
  {
    signature: 'allows(dyn, string): bool',
    description:
      'Whether an identity’s policy, or a list of them together, allows an action on all resources of a kind.',
    handler: allowsAction,
  },
  {
    signature: 'wholeServices(dyn): list',
    description: 'The services of which an identity’s policy allows every action on every resource.',
    handler: wholeServicesOf,
  },
  {
    signature: 'escalations(dyn): list',
    description: 'The ways in which an identity’s policies let it give itself more permissions.',
    handler: escalationsOf,
  },
  {
    signature: 'deniesPlainHttp(dyn, string, list): bool',
    description: 'Whether a resource’s policy denies an action on resources when it does not come over TLS.',
    handler: deniesPlainHttp,
  },
];

/** What every expression can name, besides the assets that a rule joins. Shown to who writes one. */
export const variables: readonly { name: string; type: string; description: string }[] = [
  {
    name: 'asset',
    type: 'map',
    description:
      'The asset’s document: the fields that AWS’s SDK gives. A field that is not there has no key: `has(asset.Encryption)`, `asset.?Logging.?TargetBucket.hasValue()`, `asset.?BackupRetentionPeriod.orValue(0)`. `asset.meta` has `arn`, `name`, `type`, `region`, `account`, `partition` and `tags`.',
  },
  { name: 'now', type: 'google.protobuf.Timestamp', description: 'The time of the judgement.' },
  {
    name: 'parameters',
    type: 'map',
    description: 'The rule’s parameters, as the team set them: `parameters.days`.',
  },
];

const base = createEnvironment();

function createEnvironment(): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false, limits });
  for (const { signature, description, handler } of functions) {
    environment.registerFunction(signature, handler as never, { description, async: false });
  }
  for (const { name, type } of variables) environment.registerVariable(name, type);
  return environment;
}

export type Expression = ParseResult;

/** Something that an expression must not have, or that it is not. */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
}

/**
 * Parses and checks an expression.
 * @param joins names of lists of joined assets
 * @param wanted the type that it must have; `dyn` always will do
 * @throws {ExpressionError} that says what is wrong with it, and where
 */
export function parseExpression(source: string, joins: readonly string[], wanted: 'bool' | 'dyn'): Expression {
  if (source.length > mostCharacters) throw new ExpressionError(`It has more than ${mostCharacters} characters.`);
  const environment = base.clone();
  for (const name of joins) environment.registerVariable(name, 'list');
  let expression: Expression;
  try {
    expression = environment.parse(source);
    const checked = expression.check();
    if (!checked.valid) throw checked.error;
    if (wanted === 'bool' && checked.type !== 'bool' && checked.type !== 'dyn') {
      throw new ExpressionError(`It must be true or false, and is ${checked.type}.`);
    }
  } catch (error) {
    // A source nested too deep for the parser ends in a RangeError.
    throw error instanceof ExpressionError ? error : new ExpressionError(messageOf(error), { cause: error });
  }
  checkNodes(expression.ast, joins, 0);
  return expression;
}

function messageOf(error: unknown): string {
  if (error instanceof RangeError) return 'It is nested too deep.';
  return error instanceof Error ? error.message : 'It cannot be read.';
}

interface Node {
  op: string;
  args: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

const quantifiers = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** Loops within loops take their lengths multiplied. */
const mostLoops = 3;

/**
 * Refuses what cannot be bounded (`matches` is a regular expression of JavaScript), and what could be taken for an answer
 * although not all joined assets are known: they may only be gone through, each by its fields.
 */
function checkNodes(node: unknown, joins: readonly string[], loops: number): void {
  if (Array.isArray(node)) {
    for (const one of node) checkNodes(one, joins, loops);
    return;
  }
  if (!isNode(node)) return;
  if (node.op === 'id' && joins.includes(String(node.args))) {
    throw new ExpressionError(
      `“${node.args}” may only be gone through, with exists, all, exists_one, filter or map: not all assets may be known.`,
    );
  }
  if (node.op !== 'rcall' && node.op !== 'call') {
    checkNodes(node.args, joins, loops);
    return;
  }
  const [name, ...rest] = node.args as [string, ...unknown[]];
  if (name === 'matches') throw new ExpressionError('“matches” is not offered. Use like(text, pattern) with * and ?.');
  if (node.op === 'call' || !quantifiers.has(name)) {
    checkNodes(rest, joins, loops);
    return;
  }
  if (loops === mostLoops) throw new ExpressionError(`Loops may stand in one another ${mostLoops} deep.`);
  const [receiver, words] = rest as [unknown, unknown[]];
  const [variable, ...bodies] = words;
  const isJoin = isNode(receiver) && receiver.op === 'id' && joins.includes(String(receiver.args));
  if (!isJoin) checkNodes(receiver, joins, loops);
  else if (isNode(variable) && !readsFieldOf(bodies, String(variable.args))) {
    throw new ExpressionError(`What is asked of each of “${(receiver as Node).args}” must read a field of it.`);
  }
  checkNodes(bodies, joins, loops + 1);
}

function readsFieldOf(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((one) => readsFieldOf(one, name));
  if (!isNode(node)) return false;
  if (node.op === '.' || node.op === '.?') {
    const [of] = node.args as [unknown];
    if (isNode(of) && of.op === 'id' && of.args === name) return true;
  }
  return readsFieldOf(node.args, name);
}

/** Whether an expression's answer depends on when it is asked. */
export function namesVariable(expression: Expression, name: string): boolean {
  const names = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(names);
    return isNode(node) && ((node.op === 'id' && node.args === name) || names(node.args));
  };
  return names(expression.ast);
}

/** The fields of the document that an expression names, `PublicAccessBlock.BlockPublicAcls`. */
export function fieldsNamed(expression: Expression): string[] {
  const fields = new Set<string>();
  const walk = (node: unknown): string | undefined => {
    if (Array.isArray(node)) {
      for (const one of node) walk(one);
      return undefined;
    }
    if (!isNode(node)) return undefined;
    if (node.op === 'id') return node.args === 'asset' ? '' : undefined;
    if (node.op === '.' || node.op === '.?') {
      const [of, field] = node.args as [unknown, string | Node];
      const path = walk(of);
      if (path === undefined) return undefined;
      const name = typeof field === 'string' ? field : String(field.args);
      const whole = path === '' ? name : `${path}.${name}`;
      fields.delete(path);
      fields.add(whole);
      return whole;
    }
    walk(node.args);
    return undefined;
  };
  walk(expression.ast);
  return [...fields];
}
