import type { SdkOfAction } from '../action.ts';

export const accessanalyzer: SdkOfAction<typeof import('@aws-sdk/client-accessanalyzer')> = {
  service: 'accessanalyzer',
  client: 'AccessAnalyzerClient',
  load: () => import('@aws-sdk/client-accessanalyzer'),
};
