import '@cloudscape-design/global-styles/index.css';
import './styles.css';
import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { meQuery } from './api/access.ts';
import { ProblemError, troubleOf } from './api/problem.ts';
import { App } from './app/App.tsx';
import { startAppearance } from './app/appearance.ts';

startAppearance();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      // A refusal stays one however often it is asked; only what the network or the server dropped is tried again.
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
  },
  queryCache: new QueryCache({
    onError: (error, query) => {
      const hasLostSession = troubleOf(error).code === 'not_signed_in';
      if (hasLostSession && query.queryKey[0] !== meQuery.queryKey[0]) {
        void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      }
    },
  }),
});

function isPassing(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  return error.problem.status === undefined || error.problem.status >= 500;
}

const element = document.getElementById('app');
if (!element) throw new Error('index.html has no #app');

createRoot(element).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
