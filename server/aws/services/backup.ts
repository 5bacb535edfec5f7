import { declareService } from '../declare-service.ts';
import type { AssetContext } from '../service.ts';

/**
 * The recovery points of some services are those services' own snapshots and have their ARNs, which name the snapshots
 * themselves: https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html
 */
function recoveryPointArn(arn: string | undefined, at: AssetContext): string {
  if (arn?.startsWith(`arn:${at.partition}:backup:`)) return arn;
  const rest = arn?.split(':').slice(2).join(':');
  return `arn:${at.partition}:backup:${at.region}:${at.accountId}:recovery-point:${rest}`;
}

export const backup = declareService(
  {
    id: 'backup',
    name: 'AWS Backup',
    scope: 'regional',
    load: () => import('@aws-sdk/client-backup'),
    client: 'BackupClient',
    encodedDocuments: ['AccessPolicy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Backup::BackupVault',
      list: 'ListBackupVaults',
      input: { MaxResults: 1000 },
      items: (page) => page.BackupVaultList,
      arn: (vault) => vault.BackupVaultArn ?? '',
      name: (vault) => vault.BackupVaultName,
      volatile: ['NumberOfRecoveryPoints'],
      parts: (read) => ({
        AccessPolicy: read('GetBackupVaultAccessPolicy', {
          input: (vault) => ({ BackupVaultName: vault.BackupVaultName }),
          pick: (output) => output.Policy,
          absent: ['ResourceNotFoundException'],
        }),
        Tags: read('ListTags', {
          input: (vault) => ({ ResourceArn: vault.BackupVaultArn, MaxResults: 1000 }),
          pick: (output) => output.Tags,
        }),
      }),
      children: (list) => [
        // CloudFormation has no type for recovery points.
        list({
          type: 'AWS::Backup::RecoveryPoint',
          list: 'ListRecoveryPointsByBackupVault',
          applies: (vault) => vault.NumberOfRecoveryPoints !== 0,
          input: (vault) => ({ BackupVaultName: vault.BackupVaultName, MaxResults: 1000 }),
          items: (page) => page.RecoveryPoints,
          arn: (point, at) => recoveryPointArn(point.RecoveryPointArn, at),
          name: (point) => point.ResourceName,
          volatile: [
            ...['LastRestoreTime', 'BackupSizeInBytes', 'IndexStatus', 'IndexStatusMessage'],
            ...['CalculatedLifecycle', 'AggregatedScanResult'],
          ],
        }),
      ],
    }),
    asset({
      type: 'AWS::Backup::BackupPlan',
      list: 'ListBackupPlans',
      input: { MaxResults: 1000 },
      items: (page) => page.BackupPlansList,
      arn: (plan) => plan.BackupPlanArn ?? '',
      name: (plan) => plan.BackupPlanName,
      volatile: ['LastExecutionDate'],
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        BackupPlan: read('GetBackupPlan', {
          input: (plan) => ({ BackupPlanId: plan.BackupPlanId }),
          pick: (output) => output.BackupPlan,
        }),
        Tags: read('ListTags', {
          input: (plan) => ({ ResourceArn: plan.BackupPlanArn, MaxResults: 1000 }),
          pick: (output) => output.Tags,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::Backup::BackupSelection',
          list: 'ListBackupSelections',
          input: (plan) => ({ BackupPlanId: plan.BackupPlanId, MaxResults: 1000 }),
          items: (page) => page.BackupSelectionsList,
          // Selections have no ARN of AWS's.
          arn: (selection, at, plan) =>
            `arn:${at.partition}:backup:${at.region}:${at.accountId}:backup-plan:${plan.BackupPlanId}/selection/${selection.SelectionId}`,
          name: (selection) => selection.SelectionName,
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            BackupSelection: read('GetBackupSelection', {
              input: (selection) => ({ BackupPlanId: selection.BackupPlanId, SelectionId: selection.SelectionId }),
              pick: (output) => output.BackupSelection,
            }),
          }),
        }),
      ],
    }),
    asset({
      type: 'AWS::Backup::ReportPlan',
      list: 'ListReportPlans',
      input: { MaxResults: 1000 },
      items: (page) => page.ReportPlans,
      arn: (plan) => plan.ReportPlanArn ?? '',
      name: (plan) => plan.ReportPlanName,
      volatile: ['LastAttemptedExecutionTime', 'LastSuccessfulExecutionTime'],
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Tags: read('ListTags', {
          input: (plan) => ({ ResourceArn: plan.ReportPlanArn, MaxResults: 1000 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
