import { useState } from 'react';
import type { ChannelView, TriedChannel } from '../../../../../server/notifications/api.ts';
import { tryChannel } from '../../../api/notifications.ts';
import { type Trouble, troubleOf } from '../../../api/problem.ts';

export interface ChannelTest {
  /** The ID of the channel that a test is on its way to. */
  running: string | undefined;
  run: (channel: ChannelView) => Promise<void>;
  /** What came of the last test. */
  outcome: { channel: ChannelView; answer: TriedChannel } | { channel: ChannelView; problem: Trouble } | undefined;
  forget: () => void;
}

/** Sends test messages, one at a time. */
export function useChannelTest(): ChannelTest {
  const [running, setRunning] = useState<string>();
  const [outcome, setOutcome] = useState<ChannelTest['outcome']>();
  return {
    running,
    outcome,
    forget: () => setOutcome(undefined),
    async run(channel) {
      setRunning(channel.id);
      setOutcome(undefined);
      try {
        setOutcome({ channel, answer: await tryChannel(channel.id) });
      } catch (error) {
        setOutcome({ channel, problem: troubleOf(error) });
      } finally {
        setRunning(undefined);
      }
    },
  };
}
