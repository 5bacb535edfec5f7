import { useEffect, useRef, useState } from 'react';

/** The text of a search field that reaches `apply` once typing pauses, so that not every key asks the server. */
export function useSearchText(applied: string, apply: (text: string) => void) {
  const [text, set] = useState(applied);
  const latest = useRef({ applied, apply });
  latest.current = { applied, apply };

  useEffect(() => {
    if (text === latest.current.applied) return;
    const timer = setTimeout(() => latest.current.apply(text), 300);
    return () => clearTimeout(timer);
  }, [text]);

  // Back and Forward change what is applied without typing.
  useEffect(() => set(applied), [applied]);

  return { text, set };
}
