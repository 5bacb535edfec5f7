import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ConnectRequest } from '../../../../../server/accounts/api.ts';
import { meQuery } from '../../../api/access.ts';
import { accountsKey, connectCloudAccount } from '../../../api/accounts.ts';
import { troubleOf } from '../../../api/problem.ts';
import { type Attempt, afterBreak, afterEvent, beginAttempt, brokenOff } from './connect.model.ts';

interface Connecting {
  attempt: Attempt | undefined;
  isRunning: boolean;
  connect: (request: ConnectRequest) => Promise<void>;
  stopWatching: () => void;
}

/**
 * Runs attempts to connect an account and follows their steps. The request is kept nowhere: not in state, not in a
 * query or mutation cache, not in an error. Leaving the page does not end an attempt; only `stopWatching` does.
 */
export function useConnect(onConnected: (cloudAccountId: string, nickname: string) => Promise<void>): Connecting {
  const queries = useQueryClient();
  const [attempt, setAttempt] = useState<Attempt>();
  const controller = useRef<AbortController>(undefined);

  const connect = async (request: ConnectRequest) => {
    controller.current?.abort();
    const attemptController = new AbortController();
    controller.current = attemptController;
    const { signal } = attemptController;
    let current = beginAttempt(request.method, request.nickname);
    const show = (next: Attempt) => {
      current = next;
      if (!signal.aborted) setAttempt(next);
    };
    show(current);
    try {
      for await (const event of connectCloudAccount(request, signal)) show(afterEvent(current, event));
      if (current.phase === 'running') show(afterBreak(current, brokenOff));
    } catch (error) {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      if (trouble.code === 'not_signed_in') void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      const hasBegun = current.steps.some(({ state }) => state !== 'waiting');
      show(afterBreak(current, hasBegun && trouble.code === 'server_unreachable' ? brokenOff : trouble));
    }
    await queries.invalidateQueries({ queryKey: accountsKey });
    if (current.phase === 'connected' && current.cloudAccountId !== undefined && !signal.aborted) {
      await onConnected(current.cloudAccountId, current.nickname);
    }
  };

  return {
    attempt,
    isRunning: attempt?.phase === 'running' || attempt?.phase === 'connected',
    connect,
    stopWatching: () => controller.current?.abort(),
  };
}
