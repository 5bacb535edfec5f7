import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ErrorBoundary from '@cloudscape-design/components/error-boundary';
import type { ReactNode } from 'react';

/** Keeps a fault of one page from taking the navigation with it. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return (
    <ErrorBoundary
      // React has written the error to the console already; there is no other place to send it to.
      onError={() => undefined}
      renderFallback={() => (
        <Alert
          type="error"
          header="This page stumbled"
          action={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
        >
          Something on it was not as expected, or CloudCoreo was updated while the page was open. Nothing was changed in
          your accounts. Reload the page; if it stays, report it with the browser console’s last lines.
        </Alert>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
