import { declareService } from '../declare-service.ts';

export const servicecatalog = declareService(
  {
    id: 'servicecatalog',
    name: 'AWS Service Catalog',
    scope: 'regional',
    load: () => import('@aws-sdk/client-service-catalog'),
    client: 'ServiceCatalogClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ServiceCatalog::Portfolio',
      list: 'ListPortfolios',
      input: { PageSize: 20 },
      items: (page) => page.PortfolioDetails,
      arn: (portfolio) => portfolio.ARN ?? '',
      name: (portfolio) => portfolio.DisplayName,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        // With single accounts: a share with all of an organization is one of another type.
        AccountShares: read('DescribePortfolioShares', {
          input: (portfolio) => ({ PortfolioId: portfolio.Id, Type: 'ACCOUNT' as const, PageSize: 100 }),
          pick: (output) => output.PortfolioShareDetails,
          allPages: true,
        }),
        Tags: read('DescribePortfolio', {
          input: (portfolio) => ({ Id: portfolio.Id }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::ServiceCatalog::CloudFormationProduct',
      list: 'SearchProductsAsAdmin',
      input: { PageSize: 20 },
      items: (page) => page.ProductViewDetails,
      arn: (product) => product.ProductARN ?? '',
      name: (product) => product.ProductViewSummary?.Name,
      gone: ['ResourceNotFoundException'],
      volatile: ['SourceConnection.LastSync'],
      parts: (read) => ({
        Tags: read('DescribeProductAsAdmin', {
          input: (product) => ({ Id: product.ProductViewSummary?.ProductId }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
