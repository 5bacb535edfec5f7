import { z } from 'zod';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { Sealer } from '../sealed.ts';
import type { Channel } from './schema.ts';

const secretsSchema = z.object({
  url: z.string().optional(),
  signingKey: z.string().optional(),
  password: z.string().optional(),
});

/** What of a channel nobody is shown again. */
export type ChannelSecrets = z.infer<typeof secretsSchema>;

type Owned = Pick<Channel, 'teamId' | 'id'>;

/** What a channel's secrets are encrypted for, as the purpose of a sealer. */
export const channelSecretsPurpose = 'notification channels';

export function sealSecrets(sealer: Sealer, channel: Owned, secrets: ChannelSecrets): string {
  return sealer.seal(JSON.stringify(secrets), placeOf(channel));
}

/** The secrets of a channel, for sending to it. */
export function openSecrets(
  sealer: Sealer,
  channel: Owned & Pick<Channel, 'name' | 'sealedSecrets'>,
): Result<ChannelSecrets> {
  const opened = sealer.open(channel.sealedSecrets, placeOf(channel));
  return opened === undefined ? failed(unreadable(channel.name)) : success(secretsSchema.parse(JSON.parse(opened)));
}

function placeOf({ teamId, id }: Owned): string {
  return `${teamId}\n${id}`;
}

function unreadable(name: string): Failure {
  return {
    code: 'channel_secrets_unreadable',
    detail: `The secrets of the channel “${name}” were encrypted with another secret than the one CloudCoreo has now.`,
    mend: 'Start CloudCoreo with its former CLOUDCOREO_SECRET, or change the channel and enter its URL, key or password again.',
  };
}
