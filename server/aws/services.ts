import type { ServiceDeclaration } from './service.ts';
import { accessanalyzer } from './services/accessanalyzer.ts';
import { account } from './services/account.ts';
import { acm } from './services/acm.ts';
import { acmPca } from './services/acm-pca.ts';
import { apigateway } from './services/apigateway.ts';
import { apigatewayv2 } from './services/apigatewayv2.ts';
import { appsync } from './services/appsync.ts';
import { athena } from './services/athena.ts';
import { autoscaling } from './services/autoscaling.ts';
import { backup } from './services/backup.ts';
import { batch } from './services/batch.ts';
import { bedrock } from './services/bedrock.ts';
import { cloudformation } from './services/cloudformation.ts';
import { cloudfront } from './services/cloudfront.ts';
import { cloudtrail } from './services/cloudtrail.ts';
import { cloudwatch } from './services/cloudwatch.ts';
import { codeartifact } from './services/codeartifact.ts';
import { codebuild } from './services/codebuild.ts';
import { codepipeline } from './services/codepipeline.ts';
import { cognitoIdentity } from './services/cognito-identity.ts';
import { cognitoIdp } from './services/cognito-idp.ts';
import { config } from './services/config.ts';
import { dax } from './services/dax.ts';
import { detective } from './services/detective.ts';
import { dms } from './services/dms.ts';
import { docdb } from './services/docdb.ts';
import { ds } from './services/ds.ts';
import { dynamodb } from './services/dynamodb.ts';
import { ec2 } from './services/ec2.ts';
import { ecr } from './services/ecr.ts';
import { ecs } from './services/ecs.ts';
import { efs } from './services/efs.ts';
import { eks } from './services/eks.ts';
import { elasticache } from './services/elasticache.ts';
import { elasticbeanstalk } from './services/elasticbeanstalk.ts';
import { elb } from './services/elb.ts';
import { elbv2 } from './services/elbv2.ts';
import { emr } from './services/emr.ts';
import { eventbridge } from './services/eventbridge.ts';
import { firehose } from './services/firehose.ts';
import { fsx } from './services/fsx.ts';
import { glue } from './services/glue.ts';
import { guardduty } from './services/guardduty.ts';
import { iam } from './services/iam.ts';
import { inspector2 } from './services/inspector2.ts';
import { kafka } from './services/kafka.ts';
import { kinesis } from './services/kinesis.ts';
import { kms } from './services/kms.ts';
import { lambda } from './services/lambda.ts';
import { lightsail } from './services/lightsail.ts';
import { logs } from './services/logs.ts';
import { macie2 } from './services/macie2.ts';
import { memorydb } from './services/memorydb.ts';
import { mq } from './services/mq.ts';
import { neptune } from './services/neptune.ts';
import { networkFirewall } from './services/network-firewall.ts';
import { opensearch } from './services/opensearch.ts';
import { organizations } from './services/organizations.ts';
import { rds } from './services/rds.ts';
import { redshift } from './services/redshift.ts';
import { route53 } from './services/route53.ts';
import { route53domains } from './services/route53domains.ts';
import { s3 } from './services/s3.ts';
import { s3control } from './services/s3control.ts';
import { sagemaker } from './services/sagemaker.ts';
import { secretsmanager } from './services/secretsmanager.ts';
import { securityhub } from './services/securityhub.ts';
import { servicecatalog } from './services/servicecatalog.ts';
import { ses } from './services/ses.ts';
import { shield } from './services/shield.ts';
import { sns } from './services/sns.ts';
import { sqs } from './services/sqs.ts';
import { ssm } from './services/ssm.ts';
import { stepfunctions } from './services/stepfunctions.ts';
import { sts } from './services/sts.ts';
import { transfer } from './services/transfer.ts';
import { wafv2 } from './services/wafv2.ts';
import { workspaces } from './services/workspaces.ts';

/** Every AWS service that CloudCoreo collects from. The policy, the coverage page and each scan follow from it. */
export const services: readonly ServiceDeclaration[] = [
  accessanalyzer,
  account,
  acm,
  acmPca,
  apigateway,
  apigatewayv2,
  appsync,
  athena,
  autoscaling,
  backup,
  batch,
  bedrock,
  cloudformation,
  cloudfront,
  cloudtrail,
  cloudwatch,
  codeartifact,
  codebuild,
  codepipeline,
  cognitoIdentity,
  cognitoIdp,
  config,
  dax,
  detective,
  dms,
  docdb,
  ds,
  dynamodb,
  ec2,
  ecr,
  ecs,
  efs,
  eks,
  elasticache,
  elasticbeanstalk,
  elb,
  elbv2,
  emr,
  eventbridge,
  firehose,
  fsx,
  glue,
  guardduty,
  iam,
  inspector2,
  kafka,
  kinesis,
  kms,
  lambda,
  lightsail,
  logs,
  macie2,
  memorydb,
  mq,
  neptune,
  networkFirewall,
  opensearch,
  organizations,
  rds,
  redshift,
  route53,
  route53domains,
  s3,
  s3control,
  sagemaker,
  secretsmanager,
  securityhub,
  servicecatalog,
  ses,
  shield,
  sns,
  sqs,
  ssm,
  stepfunctions,
  sts,
  transfer,
  wafv2,
  workspaces,
];
