import { type RefObject, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useLatest } from './use-latest.ts';

/**
 * Follows the plain links within an element without leaving the app. A RouteLink is drawn anew whenever the address
 * changes; a table with hundreds of links would be felt.
 */
export function useFollowLinks<Target extends HTMLElement>(): RefObject<Target | null> {
  const element = useRef<Target>(null);
  const navigate = useLatest(useNavigate());
  useEffect(() => {
    const area = element.current;
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a.plain-link') : null;
      const href = link?.getAttribute('href');
      if (!href?.startsWith('/')) return;
      event.preventDefault();
      void navigate.current(href);
    };
    area?.addEventListener('click', follow);
    return () => area?.removeEventListener('click', follow);
  }, [navigate]);
  return element;
}
