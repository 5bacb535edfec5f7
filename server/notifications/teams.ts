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

/** Teams refuses messages that are larger than about 28 KB, by its own way of counting. */
const mostBytes = 20_000;

const colors: Record<string, string> = { critical: 'attention', high: 'attention', medium: 'warning' };

/**
 * A message for a workflow of Microsoft Teams, “Post to a channel when a webhook request is received”: an Adaptive Card.
 * Text goes into text runs, in which nothing is Markdown: an asset's name cannot become a link.
 * https://adaptivecards.io/explorer/RichTextBlock.html
 */
export function teamsMessage(message: Message): object {
  for (let listed = message.findings.length; ; listed -= 1) {
    const written = cardOf({ ...message, findings: message.findings.slice(0, listed) });
    if (listed === 0 || Buffer.byteLength(JSON.stringify(written)) <= mostBytes) return written;
  }
}

function cardOf(message: Message): object {
  const more = unlistedIn(message);
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      line([{ text: titleOf(message), weight: 'bolder', size: 'large' }]),
      line([{ text: introductionOf(message), isSubtle: true }]),
      ...byChange(message).flatMap(([change, findings]) => [
        line([{ text: changeTitles[change], weight: 'bolder' }], 'medium'),
        ...findings.map((finding) =>
          line([
            { text: `${capital(finding.severity)} `, weight: 'bolder', color: colors[finding.severity] ?? 'default' },
            { text: plainText(finding.title), selectAction: { type: 'Action.OpenUrl', url: finding.url } },
            { text: ` ${placeOf(finding)}`, isSubtle: true },
          ]),
        ),
      ]),
      ...(more > 0 ? [line([{ text: `And ${more.toLocaleString('en')} more.` }])] : []),
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Open in CloudCoreo', url: message.url }],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function line(runs: object[], spacing = 'small'): object {
  return { type: 'RichTextBlock', spacing, inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}
