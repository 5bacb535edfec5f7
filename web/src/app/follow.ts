import { useCallback } from 'react';
import { useNavigate } from 'react-router';

interface FollowEvent {
  detail: { href?: string; external?: boolean };
  preventDefault: () => void;
}

/** An `onFollow` for Cloudscape's links that stays within the app. Links to other places are left to the browser. */
export function useFollow(): (event: FollowEvent) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const { href, external } = event.detail;
      if (external || !href?.startsWith('/') || href.startsWith('/api/')) return;
      event.preventDefault();
      void navigate(href);
    },
    [navigate],
  );
}
