import { splitValues } from '../../assets/filter.ts';
import { type RuleFile, type Severity, severities } from '../../rules/rule-file.ts';
import type { FindingCounts, FindingFilter } from '../api.ts';
import type { ExportedFinding } from './api.ts';
import { html, type Markup } from './markup.ts';
import { reportStyle } from './report-style.ts';
import type { FindingSource } from './source.ts';
import { controlsOf, standardName } from './standards.ts';
import { suppressionText, unwrapped } from './words.ts';

/** A report to read, to print and to file: one page that needs no script and no network. */
export async function* writeReport(source: FindingSource): AsyncGenerator<string> {
  const { context } = source;
  const counts = await source.count();
  const ruleOf = new Map(context.rules.map(({ rule }) => [rule.id, rule]));
  const byRule = [...counts.byRule].sort((a, b) => rankOf(a.severity) - rankOf(b.severity) || b.count - a.count);
  yield head(source, counts).markup;
  yield (counts.total === 0 ? nothing : overview(counts, byRule)).markup;
  for (const one of byRule) {
    yield ruleHead(one, ruleOf.get(one.ruleId), source).markup;
    for await (const page of source.pages({ ruleId: one.ruleId, sort: 'openedAt' })) {
      for (const finding of page) yield row(finding).markup;
    }
    yield '</tbody></table></section>\n';
  }
  yield html`<footer>Made by CloudCoreo ${context.version} on ${moment(context.now)}. Times are UTC. The newest is at
<a href="${context.publicUrl}/findings">${context.publicUrl}/findings</a>.</footer></body></html>\n`.markup;
}

type CountedRule = FindingCounts['byRule'][number];

function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}

// Names from AWS are escaped; should one ever get through, this lets it do and load nothing.
const policy = "default-src 'none'; style-src 'unsafe-inline'";

function head(source: FindingSource, counts: FindingCounts): Markup {
  const { filter, context } = source;
  const title = titles[filter.status];
  const accounts = counts.byCloudAccount.length;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer">
<title>${title} of ${context.teamName}, ${date(context.now.toISOString())}</title><style>${reportStyle}</style></head><body>
<header><div class="brand">${logo} CloudCoreo</div><h1>${title} of ${context.teamName}</h1>
<dl class="about">${fact('Made', moment(context.now))}${fact('Findings', counts.total.toLocaleString('en'))}
${fact('Rules', counts.byRule.length.toLocaleString('en'))}${fact('Accounts', accounts.toLocaleString('en'))}</dl>
${filterFacts(source, counts)}</header>
<main>\n`;
}

const titles: Record<FindingFilter['status'], string> = {
  open: 'Open findings',
  suppressed: 'Suppressed findings',
  resolved: 'Resolved findings',
  all: 'All findings',
};

const logo = html`<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#0f1b2a"/><path
d="M10.4 22.5a5.4 5.4 0 0 1-.6-10.8 7 7 0 0 1 13.3 1.8 4.6 4.6 0 0 1-.7 9" fill="none" stroke="#42b4ff" stroke-width="2.4"
stroke-linecap="round"/><circle cx="16.4" cy="20.2" r="2.6" fill="#42b4ff"/><path d="M16.4 22.5v4" stroke="#42b4ff"
stroke-width="2.4" stroke-linecap="round"/></svg>`;

function fact(label: string, text: string): Markup {
  return html`<div><dt>${label}</dt><dd><bdi>${text}</bdi></dd></div>`;
}

const filterLabels: Partial<Record<keyof FindingFilter, string>> = {
  severity: 'Severity',
  cloudAccountId: 'Account',
  ruleId: 'Rule',
  service: 'Service',
  region: 'Region',
  assetType: 'Type',
  assetId: 'Asset',
  assigneeId: 'Assignee',
  framework: 'Framework',
  control: 'Control',
  name: 'Name has',
  openedSince: 'Opened since',
  resolvedSince: 'Resolved since',
};

const singles = ['control', 'name', 'openedSince', 'resolvedSince'];

/** What the findings were filtered by, so that a report does not pass for all there is. */
function filterFacts({ filter, context }: FindingSource, { byCloudAccount }: FindingCounts): Markup {
  const nicknames = new Map(byCloudAccount.map(({ cloudAccountId, nickname }) => [cloudAccountId, nickname]));
  const facts = Object.entries(filterLabels).flatMap(([key, label]) => {
    const text = filter[key as keyof FindingFilter];
    if (text === undefined || text === '') return [];
    if (key === 'framework') return fact(label, standardName(text, context.frameworks));
    if (singles.includes(key)) return fact(label, text);
    const { wanted, unwanted } = splitValues(text);
    const named = (values: readonly string[]) => values.map((value) => nicknames.get(value) ?? value);
    return fact(label, [...named(wanted), ...named(unwanted).map((name) => `not ${name}`)].join(', '));
  });
  return facts.length === 0 ? html`` : html`<dl class="about filter" aria-label="Filter">${facts}</dl>`;
}

const nothing = html`<p class="empty">No finding matches.</p>`;

function overview({ bySeverity, total }: FindingCounts, byRule: readonly CountedRule[]): Markup {
  const found = bySeverity.filter(({ count }) => count > 0);
  return html`<div class="share" aria-hidden="true">${found.map(
    ({ severity, count }) => html`<i class="${severity}" style="flex:${(count / total).toFixed(4)}"></i>`,
  )}</div>
<ul class="tiles" aria-label="Findings by severity">${bySeverity.map(
    ({ severity, count }) => html`<li${count === 0 ? html` class="none"` : html``}><b>${count.toLocaleString('en')}</b>
<span><i class="dot ${severity}"></i>${capital(severity)}</span></li>`,
  )}</ul>
<section class="overview"><h2>By rule</h2><table><thead><tr><th>Severity</th><th>Rule</th><th class="number">Findings</th></tr></thead>
<tbody>${byRule.map(
    ({
      ruleId,
      title,
      severity,
      count,
    }) => html`<tr><td>${badge(severity)}</td><td><a href="#${ruleId}">${title}</a></td>
<td class="number">${count.toLocaleString('en')}</td></tr>\n`,
  )}</tbody></table></section>\n`;
}

function badge(severity: Severity): Markup {
  return html`<span class="severity"><i class="dot ${severity}"></i><span>${capital(severity)}</span></span>`;
}

function ruleHead({ ruleId, title, severity, count }: CountedRule, rule: RuleFile | undefined, source: FindingSource) {
  return html`<section class="rule" id="${ruleId}">
<div class="title"><h2>${title}</h2><span class="number">${count.toLocaleString('en')} ${count === 1 ? 'finding' : 'findings'}</span></div>
<div class="facts">${badge(severity)}<code>${ruleId}</code></div>
${rule === undefined ? html`<p>This rule is no more.</p>` : html`${ruleText(rule)}${controlList(rule, source)}`}
<table class="findings"><thead><tr><th class="asset">Asset</th><th class="where">Where</th><th>What the rule saw</th>
<th class="since">Since</th></tr></thead><tbody>\n`;
}

/** The controls of the framework that the report is about; folded up, those of all. */
function controlList(rule: RuleFile, { filter, context: { frameworks } }: FindingSource): Markup {
  const controls = Object.entries(controlsOf(rule, frameworks));
  const wanted = controls.filter(([id]) => !filter.framework || id === filter.framework);
  if (wanted.length === 0) return html``;
  const list = html`<ul class="controls">${wanted.map(
    ([id, of]) => html`<li>${standardName(id, frameworks)} <b>${of.join(', ')}</b></li>`,
  )}</ul>`;
  if (wanted.length === 1) return list;
  return html`<details><summary>Controls of ${wanted.length} frameworks</summary>${list}</details>`;
}

function ruleText({ why, mend, references }: RuleFile): Markup {
  const code = (text: string | undefined) => (text === undefined ? html`` : html`<pre>${text.trimEnd()}</pre>`);
  const more = (name: string, text: string | undefined) =>
    text === undefined ? html`` : html`<details><summary>${name}</summary>${code(text)}</details>`;
  return html`<p class="words">${unwrapped(why)}</p><h3>How to mend it</h3>
<div class="words">${unwrapped(mend.console)}</div>${code(mend.cli)}
${more('Terraform', mend.terraform)}${more('CloudFormation', mend.cloudformation)}
${references.length === 0 ? html`` : html`<ul class="references">${references.map((url) => html`<li><a href="${url}">${url}</a></li>`)}</ul>`}`;
}

function row({ url, assetName, arn, assetType, accountNickname, awsAccountId, region, ...finding }: ExportedFinding) {
  return html`<tr><td><a href="${url}"><bdi>${assetName}</bdi></a><bdi class="arn">${arn ?? assetType}</bdi></td>
<td><bdi>${accountNickname}</bdi><span class="quiet">${awsAccountId}</span><span class="quiet">${region}</span></td>
<td>${evidence(finding)}</td>
<td>${date(finding.openedAt)}${standing(finding)}</td></tr>\n`;
}

type Evidence = Pick<ExportedFinding, 'evidence' | 'cannotTell'>;

function evidence({ evidence: values, cannotTell }: Evidence): Markup {
  const seen = values.map(
    ({ path, value }) =>
      html`<li><code>${path}</code> ${value === null ? html`<em>not there</em>` : html`<code><bdi>${value}</bdi></code>`}</li>`,
  );
  const unknown = cannotTell.map(
    ({ part, operation, code }) =>
      html`<li><code>${part}</code> <em>unknown now: ${operation} answered ${code}</em></li>`,
  );
  if (seen.length + unknown.length === 0)
    return html`<span class="quiet">It is about what else there is, or is not.</span>`;
  return html`<ul class="evidence">${seen}${unknown}</ul>`;
}

type Standing = Pick<ExportedFinding, 'status' | 'resolvedAt' | 'timesOpened' | 'suppression' | 'assignee'>;

function standing({ status, resolvedAt, timesOpened, suppression, assignee }: Standing): Markup[] {
  const quiet = (text: string) => html`<bdi class="quiet">${text}</bdi>`;
  return [
    ...(status === 'resolved' && resolvedAt !== null ? [quiet(`resolved ${date(resolvedAt)}`)] : []),
    ...(status !== 'resolved' && timesOpened > 1 ? [quiet('reopened')] : []),
    ...(suppression === null ? [] : [quiet(suppressionText(suppression))]),
    ...(assignee === null ? [] : [quiet(`assigned to ${assignee.name}`)]),
  ];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `26 Nov 2026` */
function date(instant: string): string {
  return days.format(new Date(instant));
}

function moment(at: Date): string {
  return `${date(at.toISOString())}, ${at.toISOString().slice(11, 16)} UTC`;
}
