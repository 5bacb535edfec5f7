import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from './document.ts';
import { emailOf } from './email.ts';
import { mostListed, plainText, titleOf } from './message.ts';
import { slackMessage } from './slack.ts';
import { teamsMessage } from './teams.ts';
import { messageOf, toldFinding } from './test-message.ts';

const counted = { opened: 3, reopened: 0, resolved: 1 };
const hostile = toldFinding({
  assetName: '<!channel> [click](https://evil.example) <script>alert(1)</script>\r\nBcc: x@evil.example\u202e',
  title: '*bold* & <b>',
});

describe('a message', () => {
  it('says in a line what happened', () => {
    expect(titleOf({ kind: 'findings', counts: counted })).toBe('3 findings opened, 1 resolved');
    expect(titleOf({ kind: 'findings', counts: { opened: 0, reopened: 1, resolved: 0 } })).toBe('1 finding open again');
    expect(titleOf({ kind: 'test', counts: counted })).toBe('This is a test of CloudCoreo');
  });

  it('says how many more there are than it lists, in each channel', () => {
    const message = messageOf([toldFinding()], { opened: 1205 });
    for (const said of [slackMessage(message), teamsMessage(message), emailOf(message).text, emailOf(message).html]) {
      expect(JSON.stringify(said)).toContain('And 1,204 more.');
    }
    expect(documentOf(message)).toMatchObject({ version: 1, more: 1204, counts: { opened: 1205 } });
  });

  it('leads to each finding and to all of them, in each channel', () => {
    const message = messageOf([toldFinding()]);
    for (const said of [slackMessage(message), teamsMessage(message), emailOf(message), documentOf(message)]) {
      expect(JSON.stringify(said)).toContain('https://cloudcoreo.example.com/findings/fd_1');
      expect(JSON.stringify(said)).toContain('https://cloudcoreo.example.com/findings?severity=critical');
    }
  });

  it('has no line breaks and no invisible characters in the text of others, and not more than there is room for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect([...plain].length).toBeLessThanOrEqual(150);
      }),
    );
  });
});

describe('a hostile name', () => {
  const message = messageOf([hostile]);

  it('is not markup in Slack: it stands in rich text alone, and the line for screens is escaped', () => {
    const said = slackMessage(message) as { text: string; blocks: { type: string }[] };
    expect(new Set(said.blocks.map(({ type }) => type))).toEqual(new Set(['header', 'rich_text']));
    expect(JSON.stringify(said)).not.toContain('mrkdwn');
    expect(said.text).toBe('CloudCoreo: 1 finding opened');
  });

  it('is not Markdown in Teams: it stands in text runs alone', () => {
    const { attachments } = teamsMessage(message) as { attachments: { content: { body: { type: string }[] } }[] };
    expect(new Set(attachments[0]?.content.body.map(({ type }) => type))).toEqual(new Set(['RichTextBlock']));
  });

  it('is not markup in an e-mail and ends no header', () => {
    const { subject, html } = emailOf(message);
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('<b>');
    expect(html).toContain('&lt;script&gt;');
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

it('fits into what Teams takes, however long the names are', () => {
  const long = toldFinding({ assetName: '名'.repeat(400), title: '名'.repeat(400), accountNickname: '名'.repeat(400) });
  const said = teamsMessage(messageOf(Array(mostListed).fill(long)));
  expect(Buffer.byteLength(JSON.stringify(said))).toBeLessThanOrEqual(20_000);
  expect(JSON.stringify(said)).toMatch(/And \d+ more\./);
});
