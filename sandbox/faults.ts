import { type CallFilter, matchesFilter } from './calls.ts';

/** What goes wrong. */
export type FaultEffect =
  /** Every matching call takes so much longer. */
  | { kind: 'latency'; milliseconds: number }
  /** The service's own throttling error. */
  | { kind: 'throttle' }
  | { kind: 'error'; status: number; code: string; message: string }
  /** The connection is cut before the call has any effect. */
  | { kind: 'reset' }
  /** The call takes effect, then the connection is cut before the answer. */
  | { kind: 'lose-answer' }
  /** The call waits before it has any effect, until the fault is released. */
  | { kind: 'hold-before' }
  /** The call takes effect and its answer waits until the fault is released. */
  | { kind: 'hold-after' }
  /** In a successful answer's body every `find` is replaced. */
  | { kind: 'rewrite'; find: string; replace: string };

/** A fault: which calls it strikes (all that are left out match), what it does, and how often (default: for ever). */
export type Fault = { match?: CallFilter; effect: FaultEffect; times?: number };

/** A fault that is set. */
export type SetFault = Fault & {
  id: string;
  /** How many calls it has struck. */
  struck: number;
};

export type Faults = {
  /** Sets a fault and returns its ID. */
  add(fault: Fault): string;
  list(): SetFault[];
  /** Ends a fault; calls that it holds go on. Returns whether there was one. */
  remove(id: string): boolean;
  /** Ends all faults. */
  clear(): void;
  /** Resolves when this fault has struck at least `count` calls; a held call counts from when it is being held. */
  waitUntilStruck(id: string, count?: number): Promise<void>;
  /** The faults that strike this call, which is counted. Of those that would end the call, only the oldest strikes. */
  strike(call: { [Key in keyof CallFilter]?: string | undefined }): SetFault[];
  /** Resolves when the fault is removed or the given connection ends. */
  waitUntilRemoved(id: string, connectionEnded: AbortSignal): Promise<void>;
};

type Entry = SetFault & { reached: number; removed: Promise<void>; release: () => void };

export function createFaults(): Faults {
  const entries = new Map<string, Entry>();
  const strikeWatchers = new Set<() => void>();
  let lastId = 0;

  function reach(entry: Entry): void {
    entry.reached++;
    for (const check of strikeWatchers) check();
  }

  function remove(id: string): boolean {
    entries.get(id)?.release();
    const wasSet = entries.delete(id);
    for (const check of strikeWatchers) check();
    return wasSet;
  }

  return {
    add(fault) {
      const id = `fault-${++lastId}`;
      const { promise: removed, resolve: release } = Promise.withResolvers<void>();
      entries.set(id, { ...fault, id, struck: 0, reached: 0, removed, release });
      return id;
    },
    list: () => [...entries.values()].map(({ reached: _, removed: __, release: ___, ...fault }) => fault),
    remove,
    clear() {
      for (const id of entries.keys()) remove(id);
    },
    waitUntilStruck(id, count = 1) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const fault = entries.get(id);
          if (fault && fault.reached < count) return;
          strikeWatchers.delete(check);
          if (fault) resolve();
          else reject(new Error(`There is no fault ${id}: it was removed before it had struck ${count} times.`));
        };
        strikeWatchers.add(check);
        check();
      });
    },
    strike(call) {
      const striking: SetFault[] = [];
      let isEnded = false;
      for (const entry of entries.values()) {
        const endsCall = ['throttle', 'error', 'reset', 'lose-answer'].includes(entry.effect.kind);
        const isSpent = entry.times !== undefined && entry.struck >= entry.times;
        if (isSpent || (isEnded && endsCall) || !matchesFilter(entry.match ?? {}, call)) continue;
        if (endsCall) isEnded = true;
        entry.struck++;
        if (!entry.effect.kind.startsWith('hold-')) reach(entry);
        striking.push(entry);
      }
      return striking;
    },
    async waitUntilRemoved(id, connectionEnded) {
      const entry = entries.get(id);
      if (!entry || connectionEnded.aborted) return;
      reach(entry);
      const ended = new Promise<void>((resolve) => {
        connectionEnded.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([entry.removed, ended]);
    },
  };
}
