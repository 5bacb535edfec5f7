import { declareService } from '../declare-service.ts';

export const accessanalyzer = declareService(
  {
    id: 'accessanalyzer',
    name: 'IAM Access Analyzer',
    scope: 'regional',
    load: () => import('@aws-sdk/client-accessanalyzer'),
    client: 'AccessAnalyzerClient',
    iamPrefix: 'access-analyzer',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::AccessAnalyzer::Analyzer',
      list: 'ListAnalyzers',
      items: (page) => page.analyzers,
      arn: (analyzer) => analyzer.arn ?? '',
      name: (analyzer) => analyzer.name,
      tags: 'tags',
      volatile: ['lastResourceAnalyzed', 'lastResourceAnalyzedAt', 'FindingsStatistics'],
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        FindingsStatistics: read('GetFindingsStatistics', {
          input: (analyzer) => ({ analyzerArn: analyzer.arn }),
          pick: (output) => output.findingsStatistics,
        }),
        ArchiveRules: read('ListArchiveRules', {
          input: (analyzer) => ({ analyzerName: analyzer.name }),
          pick: (output) => output.archiveRules,
          allPages: true,
        }),
      }),
    }),
  ],
);
