import { type Message, titleOf, unlistedIn } from './message.ts';

/** A message for programs: what a webhook and a topic of SNS get. Fields are only ever added to a version. */
export function documentOf(message: Message): object {
  const { id, kind, team, subscription, counts, findings, url } = message;
  return {
    ...{ version: 1, id, kind, title: titleOf(message), team, subscription, counts, findings },
    ...{ more: unlistedIn(message), url },
  };
}
