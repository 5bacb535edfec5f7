import type { Markup } from './markup.ts';

/** How the report looks, on a screen and on paper. What is unfolded on the screen is printed. */
export const reportStyle: Markup = {
  markup: `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #0f141a; --soft: #4e5560; --faint: #6b7280; --line: #dfe2e8; --wash: #f6f7f9; --link: #0059b8;
  --critical: #870303; --high: #ce3311; --medium: #f08a4b; --low: #f2cd54; --informational: #8c929c;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0f141a; --ink: #ebedf0; --soft: #b4bac4; --faint: #949ba6; --line: #2c333d; --wash: #171d25; --link: #6cb6ff;
    --critical: #d63f38; --high: #e8623f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 48px 40px 64px; max-width: 1040px; background: var(--paper); color: var(--ink);
  font: 14px/1.5 'Open Sans', system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
h1, h2, h3, p, ul, dl, dd, pre { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre, .arn { font-family: var(--mono); font-size: 12px; }
bdi, code, .arn { overflow-wrap: anywhere; }

.brand { display: flex; align-items: center; gap: 10px; font-weight: 600; }
.brand svg { width: 26px; height: 26px; }
h1 { margin-top: 28px; font-size: 32px; line-height: 1.2; font-weight: 700; letter-spacing: -0.015em; }
.about { display: flex; flex-wrap: wrap; gap: 4px 28px; margin-top: 12px; color: var(--soft); }
.about div { display: flex; gap: 8px; }
.about dt { color: var(--faint); }
.filter { margin-top: 4px; } .filter::before { content: 'Filtered by'; color: var(--faint); font-style: italic; }

.share { display: flex; gap: 2px; height: 10px; margin-top: 32px; border-radius: 5px; overflow: hidden; }
.share i { min-width: 3px; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 16px; margin-top: 16px; }
.tiles b { display: block; font-size: 28px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.tiles .none b { color: var(--faint); font-weight: 400; }
.tiles span { display: flex; align-items: center; gap: 7px; color: var(--soft); }
.dot { flex: none; display: inline-block; width: 10px; height: 10px; border-radius: 3px; }
.critical { background: var(--critical); } .high { background: var(--high); } .medium { background: var(--medium); }
.low { background: var(--low); } .informational { background: var(--informational); }

h2 { font-size: 20px; line-height: 1.3; font-weight: 600; letter-spacing: -0.005em; }
h3 { margin-top: 18px; font-size: 14px; font-weight: 600; }
.overview { margin-top: 44px; }
table { width: 100%; border-collapse: collapse; margin-top: 14px; }
th { padding: 0 16px 6px 0; border-bottom: 1px solid var(--line); color: var(--faint); font-size: 12px; font-weight: 500; text-align: left; }
td { padding: 9px 16px 9px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.overview td:first-child { width: 140px; white-space: nowrap; }
.severity { display: inline-flex; align-items: center; gap: 8px; color: var(--soft); }

.rule { margin-top: 44px; padding-top: 22px; border-top: 2px solid var(--ink); }
.title { display: flex; justify-content: space-between; gap: 24px; align-items: baseline; }
.title .number { color: var(--soft); }
.facts { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 18px; margin-top: 8px; color: var(--soft); }
.rule > p { margin-top: 14px; max-width: 78ch; }
.words { max-width: 78ch; white-space: pre-line; }
pre { margin-top: 8px; padding: 10px 14px; background: var(--wash); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; }
details { margin-top: 10px; color: var(--soft); }
summary { cursor: pointer; }
details pre { color: var(--ink); }
details .controls { margin-top: 6px; }
.references { margin-top: 10px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
h3 + .words, h3 + pre { margin-top: 4px; }
.controls { margin-top: 10px; color: var(--faint); font-size: 12px; }
.controls li { display: inline; } .controls li:not(:last-child)::after { content: ' · '; } .controls b { font-weight: 500; color: var(--soft); }
.findings { table-layout: fixed; }
.findings td { padding-block: 11px; }
.asset { width: 31%; } .where { width: 16%; } .since { width: 15%; }
.arn { display: block; color: var(--faint); font-size: 11px; }
.quiet { display: block; color: var(--soft); font-size: 13px; }
.evidence li + li { margin-top: 3px; }
.evidence code:first-child { color: var(--soft); }
.evidence em { color: var(--faint); font-style: normal; }
.empty { margin-top: 44px; padding: 28px; background: var(--wash); border-radius: 8px; }
footer a { color: inherit; text-decoration: underline; }
footer { margin-top: 56px; padding-top: 14px; border-top: 1px solid var(--line); color: var(--faint); font-size: 12px; }

@media screen {
  .rule { content-visibility: auto; contain-intrinsic-size: auto 600px; }
}
@media screen and (max-width: 720px) {
  body { padding: 24px 18px 40px; }
  h1 { font-size: 26px; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .overview td:first-child { width: 116px; }
  .findings, .findings tbody, .findings tr, .findings td { display: block; width: auto; }
  .findings thead { display: none; }
  .findings tr { padding-block: 12px; border-bottom: 1px solid var(--line); }
  .findings td { padding: 2px 0; border: 0; }
}
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 9px sans-serif; color: #6b7280; } }
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  code, pre { font-size: 8.5pt; }
  h1 { font-size: 24pt; margin-top: 18pt; }
  .tiles b { font-size: 20pt; }
  a { color: inherit; }
  .rule { margin-top: 26pt; }
  h2, h3, .title, .facts, summary { break-after: avoid; }
  tr, pre, .tiles { break-inside: avoid; }
  thead { display: table-header-group; }
  details:not([open]) { display: none; }
  summary { list-style: none; }
}
`,
};
