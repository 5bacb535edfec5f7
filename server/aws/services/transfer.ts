import { declareService } from '../declare-service.ts';

export const transfer = declareService(
  {
    id: 'transfer',
    name: 'AWS Transfer Family',
    scope: 'regional',
    load: () => import('@aws-sdk/client-transfer'),
    client: 'TransferClient',
    // The policy that narrows a user's sessions.
    encodedDocuments: ['Policy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Transfer::Server',
      list: 'ListServers',
      input: { MaxResults: 1000 },
      items: (page) => page.Servers,
      arn: (server) => server.Arn ?? '',
      tags: 'Server.Tags',
      gone: ['ResourceNotFoundException'],
      volatile: ['UserCount', 'Server.UserCount'],
      parts: (read) => ({
        Server: read('DescribeServer', {
          input: (server) => ({ ServerId: server.ServerId }),
          pick: (output) => output.Server,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::Transfer::User',
          list: 'ListUsers',
          // The users of the other servers are kept elsewhere.
          applies: (server) => server.IdentityProviderType === 'SERVICE_MANAGED',
          input: (server) => ({ ServerId: server.ServerId, MaxResults: 1000 }),
          // The server's ID is in the page alone.
          items: (page) => page.Users?.map((user) => ({ ...user, ServerId: page.ServerId })),
          arn: (user) => user.Arn ?? '',
          name: (user) => user.UserName,
          tags: 'User.Tags',
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            User: read('DescribeUser', {
              input: (user) => ({ ServerId: user.ServerId, UserName: user.UserName }),
              pick: (output) => output.User,
            }),
          }),
        }),
        list({
          type: 'AWS::Transfer::Agreement',
          list: 'ListAgreements',
          input: (server) => ({ ServerId: server.ServerId, MaxResults: 1000 }),
          items: (page) => page.Agreements,
          arn: (agreement) => agreement.Arn ?? '',
          tags: 'Agreement.Tags',
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            Agreement: read('DescribeAgreement', {
              input: (agreement) => ({ ServerId: agreement.ServerId, AgreementId: agreement.AgreementId }),
              pick: (output) => output.Agreement,
            }),
          }),
        }),
      ],
    }),
    asset({
      type: 'AWS::Transfer::Connector',
      list: 'ListConnectors',
      input: { MaxResults: 1000 },
      items: (page) => page.Connectors,
      arn: (connector) => connector.Arn ?? '',
      tags: 'Connector.Tags',
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Connector: read('DescribeConnector', {
          input: (connector) => ({ ConnectorId: connector.ConnectorId }),
          pick: (output) => output.Connector,
        }),
      }),
    }),
    asset({
      type: 'AWS::Transfer::Workflow',
      list: 'ListWorkflows',
      input: { MaxResults: 1000 },
      items: (page) => page.Workflows,
      arn: (workflow) => workflow.Arn ?? '',
      tags: 'Workflow.Tags',
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Workflow: read('DescribeWorkflow', {
          input: (workflow) => ({ WorkflowId: workflow.WorkflowId }),
          pick: (output) => output.Workflow,
        }),
      }),
    }),
    asset({
      type: 'AWS::Transfer::Certificate',
      list: 'ListCertificates',
      input: { MaxResults: 1000 },
      items: (page) => page.Certificates,
      arn: (certificate) => certificate.Arn ?? '',
      tags: 'Certificate.Tags',
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Certificate: read('DescribeCertificate', {
          input: (certificate) => ({ CertificateId: certificate.CertificateId }),
          pick: (output) => output.Certificate,
        }),
      }),
    }),
    asset({
      type: 'AWS::Transfer::Profile',
      list: 'ListProfiles',
      input: { MaxResults: 1000 },
      items: (page) => page.Profiles,
      arn: (profile) => profile.Arn ?? '',
      tags: 'Profile.Tags',
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Profile: read('DescribeProfile', {
          input: (profile) => ({ ProfileId: profile.ProfileId }),
          pick: (output) => output.Profile,
        }),
      }),
    }),
  ],
);
