import {
  byChange,
  capital,
  changeTitles,
  introductionOf,
  type Message,
  placeOf,
  plainText,
  titleOf,
  unlistedIn,
} from './message.ts';

/** A message as an e-mail: as text, and the same as HTML. */
export function emailOf(message: Message): { subject: string; text: string; html: string } {
  return { subject: `CloudCoreo: ${titleOf(message)}`, text: plainMessage(message), html: htmlMessage(message) };
}

/** A message as lines of text, for whatever shows nothing else. */
export function plainMessage(message: Message): string {
  const more = unlistedIn(message);
  return [
    titleOf(message),
    introductionOf(message),
    '',
    ...byChange(message).flatMap(([change, findings]) => [
      changeTitles[change],
      ...findings.flatMap((finding) => [
        `- ${capital(finding.severity)}: ${plainText(finding.title)}`,
        `  ${placeOf(finding)}`,
        `  ${finding.url}`,
      ]),
      '',
    ]),
    ...(more > 0 ? [`And ${more.toLocaleString('en')} more.`] : []),
    `Open in CloudCoreo: ${message.url}`,
    '',
  ].join('\n');
}

function htmlMessage(message: Message): string {
  const more = unlistedIn(message);
  const lists = byChange(message).map(
    ([change, findings]) => `<h2 style="font-size:16px">${changeTitles[change]}</h2>
<ul style="padding-left:20px">
${findings
  .map(
    (finding) =>
      `<li style="margin-bottom:8px"><strong>${capital(finding.severity)}</strong> <a href="${escapeHtml(finding.url)}">${escapeHtml(plainText(finding.title))}</a><br>${escapeHtml(placeOf(finding))}</li>`,
  )
  .join('\n')}
</ul>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeHtml(titleOf(message))}</title>
<body style="font-family:sans-serif;font-size:14px">
<h1 style="font-size:20px">${escapeHtml(titleOf(message))}</h1>
<p>${escapeHtml(introductionOf(message))}</p>
${lists.join('\n')}
${more > 0 ? `<p>And ${more.toLocaleString('en')} more.</p>` : ''}
<p><a href="${escapeHtml(message.url)}">Open in CloudCoreo</a></p>
</body>
</html>
`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
