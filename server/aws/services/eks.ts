import { declareService } from '../declare-service.ts';

export const eks = declareService(
  {
    id: 'eks',
    name: 'Amazon EKS',
    scope: 'regional',
    load: () => import('@aws-sdk/client-eks'),
    client: 'EKSClient',
    encodedDocuments: ['configurationValues'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::EKS::Cluster',
      list: 'ListClusters',
      input: { maxResults: 100 },
      items: (page) => page.clusters,
      arn: (name, at) => `arn:${at.partition}:eks:${at.region}:${at.accountId}:cluster/${name}`,
      name: (name) => name,
      tags: 'Cluster.tags',
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Cluster: read('DescribeCluster', { input: (name) => ({ name }), pick: (output) => output.cluster }),
      }),
      // AWS ends the ARNs of these with an ID that only their description tells: it is left out here, so that an asset
      // stays the same one when its description cannot be read.
      children: (list) => [
        list({
          type: 'AWS::EKS::Nodegroup',
          list: 'ListNodegroups',
          input: (clusterName) => ({ clusterName, maxResults: 100 }),
          items: (page) => page.nodegroups,
          arn: (name, at, cluster) =>
            `arn:${at.partition}:eks:${at.region}:${at.accountId}:nodegroup/${cluster}/${name}`,
          name: (name) => name,
          tags: 'Nodegroup.tags',
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            Nodegroup: read('DescribeNodegroup', {
              input: (nodegroupName, _at, clusterName) => ({ clusterName, nodegroupName }),
              pick: (output) => output.nodegroup,
            }),
          }),
        }),
        list({
          type: 'AWS::EKS::FargateProfile',
          list: 'ListFargateProfiles',
          input: (clusterName) => ({ clusterName, maxResults: 100 }),
          items: (page) => page.fargateProfileNames,
          arn: (name, at, cluster) =>
            `arn:${at.partition}:eks:${at.region}:${at.accountId}:fargateprofile/${cluster}/${name}`,
          name: (name) => name,
          tags: 'FargateProfile.tags',
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            FargateProfile: read('DescribeFargateProfile', {
              input: (fargateProfileName, _at, clusterName) => ({ clusterName, fargateProfileName }),
              pick: (output) => output.fargateProfile,
            }),
          }),
        }),
        list({
          type: 'AWS::EKS::Addon',
          list: 'ListAddons',
          input: (clusterName) => ({ clusterName, maxResults: 100 }),
          items: (page) => page.addons,
          arn: (name, at, cluster) => `arn:${at.partition}:eks:${at.region}:${at.accountId}:addon/${cluster}/${name}`,
          name: (name) => name,
          tags: 'Addon.tags',
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            Addon: read('DescribeAddon', {
              input: (addonName, _at, clusterName) => ({ clusterName, addonName }),
              // Others than AWS's own network add-on, which says here whether network policies hold, can take secrets.
              pick: ({ addon }) =>
                addon && (addon.addonName === 'vpc-cni' ? addon : { ...addon, configurationValues: undefined }),
            }),
          }),
        }),
        list({
          type: 'AWS::EKS::AccessEntry',
          list: 'ListAccessEntries',
          input: (clusterName) => ({ clusterName, maxResults: 100 }),
          // Of a cluster that knows its users from a map inside it alone.
          // https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
          absent: [{ code: 'InvalidRequestException', message: /authentication mode/ }],
          items: (page) => page.accessEntries,
          // Named by the ARN of a user or role: its account and name are the end of AWS's ARN too.
          arn: (principal, at, cluster) =>
            `arn:${at.partition}:eks:${at.region}:${at.accountId}:access-entry/${cluster}/${principal}`,
          name: (principal) => principal.split('/').at(-1),
          tags: 'AccessEntry.tags',
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            AccessEntry: read('DescribeAccessEntry', {
              input: (principalArn, _at, clusterName) => ({ clusterName, principalArn }),
              pick: (output) => output.accessEntry,
            }),
            AssociatedAccessPolicies: read('ListAssociatedAccessPolicies', {
              input: (principalArn, _at, clusterName) => ({ clusterName, principalArn, maxResults: 100 }),
              pick: (output) => output.associatedAccessPolicies,
              allPages: true,
            }),
          }),
        }),
      ],
    }),
  ],
);
