import pg from 'pg';
import { pino } from 'pino';
import { openDatabase } from '../server/database/database.ts';
import { judgeAccount } from '../server/findings/judge-account.ts';
import { prepareRules } from '../server/findings/rules-of-team.ts';
import { readAssetTypes } from '../server/rules/asset-types.ts';
import { compileRule } from '../server/rules/compile.ts';
import { joinedFinder } from '../server/rules/joined-assets.ts';
import { readLibrary } from '../server/rules/library.ts';
import type { RuleFile } from '../server/rules/rule-file.ts';
import type { TeamRule } from '../server/rules/team-rules.ts';
import type { JudgedAsset } from '../server/rules/values.ts';
import { round, timed } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { startOwnPostgres } from './postgres.ts';

const judgedType = 'AWS::S3::Bucket';
const accounts = 20;

/**
 * How many evaluations a second one core makes of all rules of the library over the documents of their own examples; and
 * how long it takes to judge stored assets again when one rule of their type has changed, of a million assets in PostgreSQL.
 */
export async function measureJudge(options: BenchOptions) {
  const rules = readLibrary().rules;
  return [
    { what: 'answers a second, one core, more than half of them fail', ...answerRate(rules, ['pass', 'fail']) },
    { what: 'answers a second, one core, none fails', ...answerRate(rules, ['pass']) },
    ...(await rejudge(options, rules)),
  ];
}

/** A rule that fails is evaluated twice, the second time to note what it looked at. */
function answerRate(rules: readonly RuleFile[], kinds: readonly ('pass' | 'fail')[]) {
  const circumstances = {
    now: new Date('2026-06-01T00:00:00Z'),
    joined: joinedFinder({ assetsByType: new Map(), unlisted: new Map() }),
  };
  const work = rules.flatMap((rule) => {
    const compiled = compileRule(rule);
    const documents = kinds.flatMap((kind) => rule.examples[kind].map(({ document }) => document));
    return documents
      .map((document) => ({ compiled, asset: assetWith(rule.type, document) }))
      .filter(({ asset }) => kinds.includes('fail') || compiled.judge(asset, circumstances).kind === 'pass');
  });
  const seconds = 5;
  let evaluations = 0;
  const beganAt = performance.now();
  while (performance.now() - beganAt < seconds * 1000) {
    for (const { compiled, asset } of work) compiled.judge(asset, circumstances);
    evaluations += work.length;
  }
  const rate = evaluations / ((performance.now() - beganAt) / 1000);
  return { rules: rules.length, value: Math.round(rate) };
}

function assetWith(type: string, document: Record<string, unknown>): JudgedAsset {
  return {
    ...{ arn: 'arn:aws:example:us-east-1:111122223333:example', name: 'example', type, region: 'us-east-1' },
    ...{ awsAccountId: '111122223333', partition: 'aws', tags: {}, tagsPart: 'Tags', document, unknownParts: {} },
  };
}

async function rejudge(options: BenchOptions, library: readonly RuleFile[]) {
  const total = Number(options.text('assets', '1000000'));
  const affected = Math.round(total / 10);
  const postgres = await startOwnPostgres();
  const url = await postgres.createDatabase();
  const opened = await openDatabase({ url, dataDirectory: '' }, pino({ level: 'silent' }));
  const { database } = opened;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    options.log(`Filling in ${total} assets, ${affected} of them buckets.`);
    const ofType = library.filter(({ type, with: joins }) => type === judgedType && Object.keys(joins).length === 0);
    await fill(client, total, affected, ofType);
    const types = readAssetTypes();
    const rules = (changes: Partial<TeamRule>): TeamRule[] =>
      library
        .filter(({ type }) => type === judgedType)
        .map((rule, index) => ({
          ...{ rule, isEnabled: true, severity: rule.severity, parameters: {}, custom: null },
          ...(index === 0 ? changes : {}),
        }));
    const judgeAll = async (changes: Partial<TeamRule>) => {
      let judged = 0;
      const milliseconds = await timed(async () => {
        const prepared = prepareRules(rules(changes));
        for (let index = 0; index < accounts; index += 1) {
          const context = { database, rulesOf: async () => prepared, types };
          judged += await judgeAccount(context, `ca_${index}`, new AbortController().signal);
        }
      });
      return { judged, milliseconds };
    };
    const figures = [];
    for (const [what, changes] of [
      ['seconds to judge the buckets the first time', {}],
      ['seconds to judge them again after a rule’s severity changed', { severity: 'critical' }],
      ['seconds to judge them again after a rule was switched off', { isEnabled: false }],
    ] as const) {
      const { judged, milliseconds } = await judgeAll(changes);
      const value = round(milliseconds / 1000);
      figures.push({
        what,
        rules: rules({}).length,
        assets: judged,
        value,
        per100000: round((value / judged) * 100_000),
      });
    }
    return figures;
  } finally {
    await client.end();
    await opened.close();
    postgres.stop();
  }
}

/** Assets with documents that pass all rules but one or two, each another, spread over the accounts. */
async function fill(client: pg.Client, total: number, affected: number, rules: readonly RuleFile[]): Promise<void> {
  await client.query(`
    insert into cloud_accounts (id, team_id, aws_account_id, partition, nickname, nickname_key, method, state, role_arn,
      external_id, setup_user_state, created_by, last_verified_at, connected_at)
    select 'ca_' || i, 'team_1', (100000000000 + i)::text, 'aws', 'account ' || i, 'account ' || i, 'role', 'connected',
      'arn:aws:iam::' || (100000000000 + i) || ':role/CloudCoreoAssumedRole', 'x', 'none', 'bench', now(), now()
    from generate_series(0, ${accounts - 1}) i`);
  const passing = Object.assign({}, ...rules.map(({ examples }) => examples.pass[0]?.document));
  const whole = rules.map(({ examples }) => ({ ...passing, ...examples.fail[0]?.document }));
  await client.query('create temporary table documents (number int, document jsonb)');
  for (const [index, document] of whole.entries()) {
    await client.query('insert into documents values ($1, $2)', [index, JSON.stringify(document)]);
  }
  await client.query(`
    insert into assets (cloud_account_id, id, team_id, arn, type, service, region, name, tags, document, hash, content_hash,
      search_text, names, source, unknown_parts, first_seen_at, changed_at, last_seen_at)
    select 'ca_' || n % ${accounts}, 'asset_' || n, 'team_1', 'arn:aws:s3:::bucket-' || n,
      case when n <= ${affected} then '${judgedType}' else 'AWS::EC2::Volume' end,
      case when n <= ${affected} then 's3' else 'ec2' end, 'us-east-1', 'bucket-' || n, '{}', document, md5(n::text),
      md5(n::text), 'bucket-' || n, '{}', 's3', '{}', now(), now(), now()
    from generate_series(1, ${total}) n join documents on number = n % ${whole.length}`);
  await client.query('vacuum analyze');
}
