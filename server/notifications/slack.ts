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

/**
 * A message for an incoming webhook of Slack. Text goes into rich text blocks, in which nothing is markup: an asset whose
 * name is `<!channel>` calls nobody. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function slackMessage(message: Message): object {
  const more = unlistedIn(message);
  return {
    // For notifications on a screen, where there are no blocks.
    text: escapeText(`CloudCoreo: ${titleOf(message)}`),
    unfurl_links: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: titleOf(message), emoji: false } },
      richText([section([text(introductionOf(message))])]),
      ...byChange(message).map(([change, findings]) =>
        richText([
          section([text(changeTitles[change], { bold: true })]),
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: findings.map((finding) =>
              section([
                text(`${capital(finding.severity)} `, { bold: true }),
                { type: 'link', url: finding.url, text: plainText(finding.title) },
                text(` ${placeOf(finding)}`),
              ]),
            ),
          },
        ]),
      ),
      richText([
        section([
          ...(more > 0 ? [text(`And ${more.toLocaleString('en')} more. `)] : []),
          { type: 'link', url: message.url, text: 'Open in CloudCoreo' },
        ]),
      ]),
    ],
  };
}

function richText(elements: object[]): object {
  return { type: 'rich_text', elements };
}

function section(elements: object[]): object {
  return { type: 'rich_text_section', elements };
}

function text(words: string, style?: { bold: boolean }): object {
  return { type: 'text', text: words, ...(style === undefined ? {} : { style }) };
}

function escapeText(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
