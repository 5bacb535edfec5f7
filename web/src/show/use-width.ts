import { type RefObject, useEffect, useRef, useState } from 'react';

/** The width of an element as it is laid out, for what is drawn to measure; `undefined` while there is none to see. */
export function useWidth<Target extends Element>(): [RefObject<Target | null>, number | undefined] {
  const element = useRef<Target>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.floor(entry.contentRect.width) || undefined),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
