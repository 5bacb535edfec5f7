import { type RefObject, useRef } from 'react';

/** A place that always holds the newest value: what reads it when it acts need not be drawn anew for each. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
