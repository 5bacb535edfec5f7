import type { AssetType } from './asset-types.ts';
import { type Circumstances, type CompiledRule, compileRule, type Verdict } from './compile.ts';
import { joinedFinder } from './joined-assets.ts';
import type { RuleExample, RuleFile } from './rule-file.ts';
import type { JudgedAsset, Missing } from './values.ts';

// A rule's own examples: what it is to say of documents that its author wrote.

type Kind = keyof RuleFile['examples'];
const verdicts: Readonly<Record<Kind, Verdict['kind']>> = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'unknown',
  notApplicable: 'not_applicable',
};

const denied = { operation: 'denied', code: 'AccessDenied', permission: null };

/** What is wrong with a rule's examples, in words; empty when all are as the rule says. */
export function checkExamples(rule: RuleFile, types: ReadonlyMap<string, AssetType>): string[] {
  const compiled = compileRule(rule);
  return (Object.keys(verdicts) as Kind[]).flatMap((kind) =>
    rule.examples[kind].flatMap((example, index) => {
      const label = `${kind} example ${index + 1}${example.title === undefined ? '' : ` (${example.title})`}`;
      const verdict = judgeExample(rule, compiled, example, types);
      if (verdict.kind !== verdicts[kind]) return [`${label}: ${describe(verdict)}.`];
      return kind === 'unknown' ? [] : unknownsThatPass(rule, compiled, example, verdict, types, label);
    }),
  );
}

function describe(verdict: Verdict): string {
  if (verdict.kind === 'broken') return `the rule is broken: ${verdict.message}`;
  if (verdict.kind === 'unknown') return `the rule says unknown: ${verdict.missing.map(({ part }) => part).join(', ')}`;
  return `the rule says ${verdict.kind}`;
}

/**
 * Denies what a rule could depend on, one thing at a time: each part of the document and of every joined asset's, and the
 * listing of each joined type.
 * The answer must be unknown, or the one that it is when all is known. Anything else would be a claim without having looked.
 */
function unknownsThatPass(
  rule: RuleFile,
  compiled: CompiledRule,
  example: RuleExample,
  verdict: Verdict,
  types: ReadonlyMap<string, AssetType>,
  label: string,
): string[] {
  const parts = new Set([...(types.get(rule.type)?.parts.keys() ?? []), ...Object.keys(example.document)]);
  const variants: [string, RuleExample][] = [...parts].map((part) => {
    const { [part]: _, ...document } = example.document;
    return [`without ${part}`, { ...example, document, unknown: [...(example.unknown ?? []), part] }];
  });
  for (const name of Object.keys(rule.with)) {
    const { [name]: _, ...others } = example.with ?? {};
    variants.push([
      `without ${name} listed`,
      { ...example, with: { ...others, [name]: [] }, unlisted: [...(example.unlisted ?? []), name] },
    ]);
    variants.push([`with ${name} not all listed`, { ...example, unlisted: [...(example.unlisted ?? []), name] }]);
    const join = rule.with[name];
    const type = typeof join === 'string' ? join : (join?.type ?? '');
    const joined = example.with?.[name] ?? [];
    for (const [index, one] of joined.entries()) {
      for (const part of types.get(type)?.parts.keys() ?? []) {
        const { [part]: _, ...rest } = one;
        const changed = { ...rest, unknown: [...((one.unknown as string[] | undefined) ?? []), part] };
        variants.push([
          `without ${part} of ${name}[${index}]`,
          { ...example, with: { ...others, [name]: joined.with(index, changed) } },
        ]);
      }
    }
  }
  return variants.flatMap(([what, variant]) => {
    const answer = judgeExample(rule, compiled, variant, types);
    return answer.kind === 'unknown' || answer.kind === verdict.kind ? [] : [`${label}, ${what}: ${describe(answer)}.`];
  });
}

/** Judges one example of a rule. */
function judgeExample(
  rule: RuleFile,
  compiled: CompiledRule,
  example: RuleExample,
  types: ReadonlyMap<string, AssetType>,
): Verdict {
  return compiled.judge(exampleAsset(rule.type, example, types), {
    now: new Date(example.now ?? '2026-06-01T00:00:00Z'),
    parameters: example.parameters,
    joined: joinedOf(rule, example, types),
  });
}

/** The joined assets of an example. Several names of one type share what is there of it, as they do in an account. */
function joinedOf(
  rule: RuleFile,
  example: RuleExample,
  types: ReadonlyMap<string, AssetType>,
): Circumstances['joined'] {
  const assetsByType = new Map<string, JudgedAsset[]>();
  const unlisted = new Map<string, Missing[]>();
  for (const [name, join] of Object.entries(rule.with)) {
    const type = typeof join === 'string' ? join : join.type;
    const given = (example.with?.[name] ?? []).map(({ meta, unknown, ...document }) =>
      exampleAsset(type, { document, meta, unknown } as RuleExample, types),
    );
    assetsByType.set(type, [...(assetsByType.get(type) ?? []), ...given]);
    if (example.unlisted?.includes(name)) unlisted.set(type, [{ part: type, ...denied }]);
  }
  return joinedFinder({ assetsByType, unlisted });
}

function exampleAsset(type: string, example: RuleExample, types: ReadonlyMap<string, AssetType>): JudgedAsset {
  const { document, meta = {}, unknown = [] } = example;
  const parts = types.get(type)?.parts;
  return {
    arn: meta.arn ?? 'arn:aws:example:us-east-1:111122223333:example',
    name: meta.name ?? 'example',
    type,
    region: meta.region ?? 'us-east-1',
    awsAccountId: meta.account ?? '111122223333',
    partition: 'aws',
    tags: meta.tags ?? {},
    tagsPart: types.get(type)?.tagsPart ?? 'Tags',
    document,
    unknownParts: Object.fromEntries(
      unknown.map((part) => [part, { message: '', ...denied, ...parts?.get(part), code: 'AccessDenied' }]),
    ),
  };
}
