import { useEffect, useLayoutEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';

/**
 * A new page begins at its top; Back and Forward return to where the page was left. The browser does this by itself only
 * where the page is not drawn anew.
 */
export function useScrollPosition(): void {
  const { key, pathname } = useLocation();
  const navigation = useNavigationType();
  const positions = useRef(new Map<string, number>());
  const shown = useRef({ key, pathname });

  useLayoutEffect(() => {
    const isOtherPage = shown.current.pathname !== pathname;
    shown.current = { key, pathname };
    if (isOtherPage) window.scrollTo(0, navigation === NavigationType.Pop ? (positions.current.get(key) ?? 0) : 0);
  }, [key, pathname, navigation]);

  useEffect(() => {
    const remember = () => positions.current.set(shown.current.key, window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, []);
}
