import type { HandlerExecutionContext, MiddlewareStack } from '@smithy/types';
import type { LedgerLine } from './collect.ts';
import { explainAwsError } from './errors.ts';

/** Counts every call that is made to AWS. */
export interface Ledger {
  count(call: Omit<LedgerLine, 'calls'>): void;
  lines(): LedgerLine[];
}

/** @param earlier lines to go on counting from, such as those of an interrupted try */
export function openLedger(earlier: readonly LedgerLine[] = []): Ledger {
  const lines = new Map<string, LedgerLine>();
  const add = ({ service, region, operation, outcome, calls, milliseconds }: LedgerLine) => {
    const key = `${service} ${region} ${operation} ${outcome}`;
    const line = lines.get(key);
    if (line === undefined) {
      lines.set(key, { service, region, operation, outcome, calls, milliseconds });
      return;
    }
    line.calls += calls;
    line.milliseconds += milliseconds;
  };
  for (const line of earlier) add(line);
  return {
    count: (call) => add({ ...call, calls: 1 }),
    lines: () => [...lines.values()].map((line) => ({ ...line, milliseconds: Math.round(line.milliseconds) })),
  };
}

/**
 * Makes an SDK client count its calls. The middleware stands inside the SDK's retries, so that every attempt counts
 * with its own outcome and time: what AWS sees is what the ledger says.
 */
export function countCalls<Input extends object, Output extends object>(
  client: { middlewareStack: MiddlewareStack<Input, Output> },
  ledger: Ledger,
  where: { service: string; region: string },
): void {
  client.middlewareStack.add(
    (next, context: HandlerExecutionContext) => async (request) => {
      const startedAt = performance.now();
      const operation = (context.commandName ?? 'unknown').replace(/Command$/, '');
      const count = (outcome: string) =>
        ledger.count({ ...where, operation, outcome, milliseconds: performance.now() - startedAt });
      try {
        const answer = await next(request);
        count('ok');
        return answer;
      } catch (error) {
        count(explainAwsError(error, operation).answer.code);
        throw error;
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'cloudCoreoLedger', override: true },
  );
}
