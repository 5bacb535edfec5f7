"""Which call of boto3 lists which type of resource, written from AWS's API references."""

from typing import Callable, NamedTuple


class Listing(NamedTuple):
    type: str
    service: str
    operation: str
    # JMESPath to the identifiers in one page of the answer.
    path: str
    # Of the resource that this one belongs to: the call that lists it, the path to it, the parameter that names it.
    each: tuple | None
    # How an identifier is made of the parent's and its own.
    named: Callable
    # Of what is asked for once: where it is.
    at: str
    parameters: dict


# AWS has one such thing in an account or region, without a name.
one = "`[null]`"


def own_name(_parent, own):
    return own


def last_word(_parent, own):
    """Of a URL or a path."""
    return own.split("/")[-1]


def of(type_name, service, operation, path, each=None, named=own_name, at="global", **parameters):
    return Listing(f"AWS::{type_name}", service, operation, path, each, named, at, parameters)


# What these calls say where the service is not switched on, or the account has none.
NONE_THERE = {
    ("macie2", "get_macie_session"): "AccessDeniedException",
    ("securityhub", "describe_hub"): "InvalidAccessException",
}

# What these calls say where a setting that every region has was never set.
THERE_UNSET = {
    ("s3control", "get_public_access_block"): "NoSuchPublicAccessBlockConfiguration",
    ("ssm", "get_service_setting"): "ServiceSettingNotFound",
}

# Where a call is made for each parent: what lists the parents, the path to them, the parameter that names one.
rest_api = ("get_rest_apis", "items[].id", "restApiId")
http_api = ("get_apis", "Items[].ApiId", "ApiId")
graphql_api = ("list_graphql_apis", "graphqlApis[].apiId", "apiId")
ecs_cluster = ("list_clusters", "clusterArns[]", "cluster")
eks_cluster = ("list_clusters", "clusters[]", "clusterName")
backup_vault = ("list_backup_vaults", "BackupVaultList[].BackupVaultName", "BackupVaultName")
backup_plan = ("list_backup_plans", "BackupPlansList[].BackupPlanId", "BackupPlanId")
event_bus = ("list_event_buses", "EventBuses[].Name", "EventBusName")
file_system = ("describe_file_systems", "FileSystems[].FileSystemId", "FileSystemId")
layer = ("list_layers", "Layers[].LayerName", "LayerName")
load_balancer = ("describe_load_balancers", "LoadBalancers[].LoadBalancerArn", "LoadBalancerArn")
hosted_zone = ("list_hosted_zones", "HostedZones[].Id", "HostedZoneId")
iam_user = ("list_users", "Users[].UserName", "UserName")
transfer_server = ("list_servers", "Servers[].ServerId", "ServerId")
user_pool = ("list_user_pools", "UserPools[].Id", "UserPoolId", {"MaxResults": 60})

GLOBAL = [
    of("Account::Account", "account", "list_regions", one),
    of("CloudFront::Distribution", "cloudfront", "list_distributions", "DistributionList.Items[].ARN"),
    of("CloudFront::OriginAccessControl", "cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items[].Id"),
    of("CloudFront::CloudFrontOriginAccessIdentity", "cloudfront", "list_cloud_front_origin_access_identities", "CloudFrontOriginAccessIdentityList.Items[].Id"),
    of("IAM::User", "iam", "list_users", "Users[].Arn"),
    of("IAM::AccessKey", "iam", "list_access_keys", "AccessKeyMetadata[].AccessKeyId", each=iam_user),
    of("IAM::Role", "iam", "list_roles", "Roles[].Arn"),
    of("IAM::Group", "iam", "list_groups", "Groups[].Arn"),
    of("IAM::ManagedPolicy", "iam", "list_policies", "Policies[].Arn", Scope="Local"),
    of("IAM::AWSManagedPolicy", "iam", "list_policies", "Policies[].Arn", Scope="AWS", OnlyAttached=True),
    of("IAM::InstanceProfile", "iam", "list_instance_profiles", "InstanceProfiles[].Arn"),
    of("IAM::VirtualMFADevice", "iam", "list_virtual_mfa_devices", "VirtualMFADevices[].SerialNumber"),
    of("IAM::ServerCertificate", "iam", "list_server_certificates", "ServerCertificateMetadataList[].Arn"),
    of("IAM::SAMLProvider", "iam", "list_saml_providers", "SAMLProviderList[].Arn"),
    of("IAM::OIDCProvider", "iam", "list_open_id_connect_providers", "OpenIDConnectProviderList[].Arn"),
    of("IAM::AccountSummary", "iam", "get_account_summary", one),
    of("IAM::AccountPasswordPolicy", "iam", "get_account_password_policy", one),
    of("IAM::CredentialReport", "iam", "generate_credential_report", one),
    of("Organizations::Organization", "organizations", "describe_organization", one),
    of("Organizations::Account", "organizations", "list_accounts", "Accounts[].Arn"),
    of("Organizations::Root", "organizations", "list_roots", "Roots[].Arn"),
    of("Organizations::Policy", "organizations", "list_policies", "Policies[].Arn", Filter="SERVICE_CONTROL_POLICY"),
    of("Organizations::Policy", "organizations", "list_policies", "Policies[].Arn", Filter="RESOURCE_CONTROL_POLICY"),
    of("Organizations::Policy", "organizations", "list_policies", "Policies[].Arn", Filter="TAG_POLICY"),
    of("Route53::HostedZone", "route53", "list_hosted_zones", "HostedZones[].Id", named=last_word),
    of("Route53::RecordSet", "route53", "list_resource_record_sets", "ResourceRecordSets[].join('/', [Name, Type])", each=hosted_zone, named=lambda zone, record: f"{last_word(None, zone)}/recordset/{record}"),
    of("Route53::HealthCheck", "route53", "list_health_checks", "HealthChecks[].Id"),
    of("Route53Domains::Domain", "route53domains", "list_domains", "Domains[].DomainName"),
    of("S3::AccountPublicAccessBlock", "s3control", "get_public_access_block", one, at="us-east-1", AccountId="ACCOUNT"),
    of("S3::MultiRegionAccessPoint", "s3control", "list_multi_region_access_points", "AccessPoints[].Alias", at="us-west-2", AccountId="ACCOUNT"),
    of("Shield::Protection", "shield", "list_protections", "Protections[].ProtectionArn"),
    of("Shield::Subscription", "shield", "describe_subscription", one),
    of("WAFv2::WebACL", "wafv2", "list_web_acls", "WebACLs[].ARN", Scope="CLOUDFRONT"),
]

REGIONAL = [
    of("ACMPCA::CertificateAuthority", "acm-pca", "list_certificate_authorities", "CertificateAuthorities[].Arn"),
    of("AmazonMQ::Broker", "mq", "list_brokers", "BrokerSummaries[].BrokerArn"),
    of("ApiGateway::RestApi", "apigateway", "get_rest_apis", "items[].id"),
    of("ApiGateway::Stage", "apigateway", "get_stages", "item[].stageName", each=rest_api, named=lambda api, stage: f"restapis/{api}/stages/{stage}"),
    of("ApiGateway::DomainName", "apigateway", "get_domain_names", "items[].domainName"),
    of("ApiGateway::VpcLink", "apigateway", "get_vpc_links", "items[].id"),
    of("ApiGatewayV2::Api", "apigatewayv2", "get_apis", "Items[].ApiId"),
    of("ApiGatewayV2::Stage", "apigatewayv2", "get_stages", "Items[].StageName", each=http_api, named=lambda api, stage: f"apis/{api}/stages/{stage}"),
    of("ApiGatewayV2::VpcLink", "apigatewayv2", "get_vpc_links", "Items[].VpcLinkId"),
    of("AppSync::GraphQLApi", "appsync", "list_graphql_apis", "graphqlApis[].arn"),
    of("AppSync::Api", "appsync", "list_apis", "apis[].apiArn"),
    of("Athena::WorkGroup", "athena", "list_work_groups", "WorkGroups[].Name"),
    of("AutoScaling::AutoScalingGroup", "autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups[].AutoScalingGroupARN"),
    of("AutoScaling::LaunchConfiguration", "autoscaling", "describe_launch_configurations", "LaunchConfigurations[].LaunchConfigurationARN"),
    of("Backup::BackupVault", "backup", "list_backup_vaults", "BackupVaultList[].BackupVaultArn"),
    of("Backup::BackupPlan", "backup", "list_backup_plans", "BackupPlansList[].BackupPlanArn"),
    of("Backup::BackupSelection", "backup", "list_backup_selections", "BackupSelectionsList[].SelectionId", each=backup_plan),
    of("Backup::RecoveryPoint", "backup", "list_recovery_points_by_backup_vault", "RecoveryPoints[].RecoveryPointArn", each=backup_vault),
    of("Backup::ReportPlan", "backup", "list_report_plans", "ReportPlans[].ReportPlanArn"),
    of("Batch::ComputeEnvironment", "batch", "describe_compute_environments", "computeEnvironments[].computeEnvironmentArn"),
    of("Batch::JobQueue", "batch", "describe_job_queues", "jobQueues[].jobQueueArn"),
    of("Batch::JobDefinition", "batch", "describe_job_definitions", "jobDefinitions[].jobDefinitionArn", status="ACTIVE"),
    of("Bedrock::CustomModel", "bedrock", "list_custom_models", "modelSummaries[].modelArn", isOwned=True),
    of("Bedrock::Guardrail", "bedrock", "list_guardrails", "guardrails[].arn"),
    of("Bedrock::ModelInvocationLogging", "bedrock", "get_model_invocation_logging_configuration", one),
    of("CertificateManager::Certificate", "acm", "list_certificates", "CertificateSummaryList[].CertificateArn"),
    of("CloudFormation::Stack", "cloudformation", "describe_stacks", "Stacks[].StackId"),
    of("CloudFormation::StackSet", "cloudformation", "list_stack_sets", "Summaries[].StackSetId", Status="ACTIVE"),
    of("CloudTrail::Trail", "cloudtrail", "describe_trails", "trailList[].TrailARN", includeShadowTrails=False),
    of("CloudTrail::EventDataStore", "cloudtrail", "list_event_data_stores", "EventDataStores[].EventDataStoreArn"),
    of("CloudWatch::Alarm", "cloudwatch", "describe_alarms", "MetricAlarms[].AlarmArn", AlarmTypes=["MetricAlarm"]),
    of("CloudWatch::CompositeAlarm", "cloudwatch", "describe_alarms", "CompositeAlarms[].AlarmArn", AlarmTypes=["CompositeAlarm"]),
    of("CodeBuild::Project", "codebuild", "list_projects", "projects[]"),
    of("CodeBuild::ReportGroup", "codebuild", "list_report_groups", "reportGroups[]"),
    of("CodePipeline::Pipeline", "codepipeline", "list_pipelines", "pipelines[].name"),
    of("Cognito::IdentityPool", "cognito-identity", "list_identity_pools", "IdentityPools[].IdentityPoolId", MaxResults=60),
    of("Cognito::UserPool", "cognito-idp", "list_user_pools", "UserPools[].Id", MaxResults=60),
    of("Cognito::UserPoolClient", "cognito-idp", "list_user_pool_clients", "UserPoolClients[].ClientId", each=user_pool),
    of("Config::ConfigRule", "config", "describe_config_rules", "ConfigRules[].ConfigRuleArn"),
    of("Config::ConfigurationAggregator", "config", "describe_configuration_aggregators", "ConfigurationAggregators[].ConfigurationAggregatorArn"),
    of("Config::ConfigurationRecorder", "config", "describe_configuration_recorders", "ConfigurationRecorders[].name"),
    of("Config::DeliveryChannel", "config", "describe_delivery_channels", "DeliveryChannels[].name"),
    of("DAX::Cluster", "dax", "describe_clusters", "Clusters[].ClusterArn"),
    of("DMS::Endpoint", "dms", "describe_endpoints", "Endpoints[].EndpointArn"),
    of("DMS::ReplicationInstance", "dms", "describe_replication_instances", "ReplicationInstances[].ReplicationInstanceArn"),
    of("DMS::ReplicationTask", "dms", "describe_replication_tasks", "ReplicationTasks[].ReplicationTaskArn"),
    of("DirectoryService::Directory", "ds", "describe_directories", "DirectoryDescriptions[].DirectoryId"),
    of("DocDB::DBCluster", "rds", "describe_db_clusters", "DBClusters[?Engine=='docdb'].DBClusterArn"),
    of("DocDB::DBInstance", "rds", "describe_db_instances", "DBInstances[?Engine=='docdb'].DBInstanceArn"),
    of("DocDB::DBClusterSnapshot", "rds", "describe_db_cluster_snapshots", "DBClusterSnapshots[?Engine=='docdb'].DBClusterSnapshotArn"),
    of("DynamoDB::Table", "dynamodb", "list_tables", "TableNames[]"),
    of("DynamoDB::Backup", "dynamodb", "list_backups", "BackupSummaries[].BackupArn"),
    of("EC2::AccountSettings", "ec2", "get_ebs_encryption_by_default", one),
    of("EC2::CustomerGateway", "ec2", "describe_customer_gateways", "CustomerGateways[].CustomerGatewayId"),
    of("EC2::EgressOnlyInternetGateway", "ec2", "describe_egress_only_internet_gateways", "EgressOnlyInternetGateways[].EgressOnlyInternetGatewayId"),
    of("EC2::EIP", "ec2", "describe_addresses", "Addresses[].AllocationId"),
    of("EC2::FlowLog", "ec2", "describe_flow_logs", "FlowLogs[].FlowLogId"),
    of("EC2::Image", "ec2", "describe_images", "Images[].ImageId", Owners=["self"]),
    of("EC2::Instance", "ec2", "describe_instances", "Reservations[].Instances[].InstanceId"),
    of("EC2::InternetGateway", "ec2", "describe_internet_gateways", "InternetGateways[].InternetGatewayId"),
    of("EC2::KeyPair", "ec2", "describe_key_pairs", "KeyPairs[].KeyName"),
    of("EC2::LaunchTemplate", "ec2", "describe_launch_templates", "LaunchTemplates[].LaunchTemplateId"),
    of("EC2::NatGateway", "ec2", "describe_nat_gateways", "NatGateways[].NatGatewayId"),
    of("EC2::NetworkAcl", "ec2", "describe_network_acls", "NetworkAcls[].NetworkAclId"),
    of("EC2::NetworkInterface", "ec2", "describe_network_interfaces", "NetworkInterfaces[].NetworkInterfaceId"),
    of("EC2::PrefixList", "ec2", "describe_managed_prefix_lists", "PrefixLists[?OwnerId!='AWS'].PrefixListArn"),
    of("EC2::RouteTable", "ec2", "describe_route_tables", "RouteTables[].RouteTableId"),
    of("EC2::SecurityGroup", "ec2", "describe_security_groups", "SecurityGroups[].GroupId"),
    of("EC2::Snapshot", "ec2", "describe_snapshots", "Snapshots[].SnapshotId", OwnerIds=["self"]),
    of("EC2::Subnet", "ec2", "describe_subnets", "Subnets[].SubnetId"),
    of("EC2::TransitGateway", "ec2", "describe_transit_gateways", "TransitGateways[].TransitGatewayArn"),
    of("EC2::TransitGatewayAttachment", "ec2", "describe_transit_gateway_attachments", "TransitGatewayAttachments[].TransitGatewayAttachmentId"),
    of("EC2::VPC", "ec2", "describe_vpcs", "Vpcs[].VpcId"),
    of("EC2::VPCEndpoint", "ec2", "describe_vpc_endpoints", "VpcEndpoints[].VpcEndpointId"),
    of("EC2::VPCEndpointService", "ec2", "describe_vpc_endpoint_service_configurations", "ServiceConfigurations[].ServiceId"),
    of("EC2::VPCPeeringConnection", "ec2", "describe_vpc_peering_connections", "VpcPeeringConnections[].VpcPeeringConnectionId"),
    of("EC2::VPNConnection", "ec2", "describe_vpn_connections", "VpnConnections[].VpnConnectionId"),
    of("EC2::VPNGateway", "ec2", "describe_vpn_gateways", "VpnGateways[].VpnGatewayId"),
    of("EC2::Volume", "ec2", "describe_volumes", "Volumes[].VolumeId"),
    of("ECR::Registry", "ecr", "describe_registry", one),
    of("ECR::Repository", "ecr", "describe_repositories", "repositories[].repositoryArn"),
    of("ECS::Cluster", "ecs", "list_clusters", "clusterArns[]"),
    of("ECS::Service", "ecs", "list_services", "serviceArns[]", each=ecs_cluster),
    of("ECS::TaskDefinition", "ecs", "list_task_definitions", "taskDefinitionArns[]", status="ACTIVE"),
    of("EFS::AccessPoint", "efs", "describe_access_points", "AccessPoints[].AccessPointArn"),
    of("EFS::FileSystem", "efs", "describe_file_systems", "FileSystems[].FileSystemArn"),
    of("EFS::MountTarget", "efs", "describe_mount_targets", "MountTargets[].MountTargetId", each=file_system),
    of("EKS::Cluster", "eks", "list_clusters", "clusters[]"),
    of("EKS::Nodegroup", "eks", "list_nodegroups", "nodegroups[]", each=eks_cluster),
    of("EKS::FargateProfile", "eks", "list_fargate_profiles", "fargateProfileNames[]", each=eks_cluster),
    of("EMR::BlockPublicAccessConfiguration", "emr", "get_block_public_access_configuration", one),
    of("EMR::Cluster", "emr", "list_clusters", "Clusters[?!starts_with(Status.State, 'TERMINATED')].ClusterArn"),
    of("EMR::SecurityConfiguration", "emr", "list_security_configurations", "SecurityConfigurations[].Name"),
    of("ElastiCache::CacheCluster", "elasticache", "describe_cache_clusters", "CacheClusters[].ARN"),
    of("ElastiCache::ReplicationGroup", "elasticache", "describe_replication_groups", "ReplicationGroups[].ARN"),
    of("ElastiCache::Snapshot", "elasticache", "describe_snapshots", "Snapshots[].ARN", SnapshotSource="user"),
    of("ElastiCache::SubnetGroup", "elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups[].ARN"),
    of("ElasticBeanstalk::Application", "elasticbeanstalk", "describe_applications", "Applications[].ApplicationArn"),
    of("ElasticBeanstalk::Environment", "elasticbeanstalk", "describe_environments", "Environments[].EnvironmentArn", IncludeDeleted=False),
    of("ElasticLoadBalancing::LoadBalancer", "elb", "describe_load_balancers", "LoadBalancerDescriptions[].LoadBalancerName"),
    of("ElasticLoadBalancingV2::LoadBalancer", "elbv2", "describe_load_balancers", "LoadBalancers[].LoadBalancerArn"),
    of("ElasticLoadBalancingV2::Listener", "elbv2", "describe_listeners", "Listeners[].ListenerArn", each=load_balancer),
    of("ElasticLoadBalancingV2::TargetGroup", "elbv2", "describe_target_groups", "TargetGroups[].TargetGroupArn"),
    of("Events::ApiDestination", "events", "list_api_destinations", "ApiDestinations[].ApiDestinationArn"),
    of("Events::Connection", "events", "list_connections", "Connections[].ConnectionArn"),
    of("Events::EventBus", "events", "list_event_buses", "EventBuses[].Arn"),
    of("Events::Rule", "events", "list_rules", "Rules[].Arn", each=event_bus),
    of("FSx::Backup", "fsx", "describe_backups", "Backups[].BackupId"),
    of("FSx::FileSystem", "fsx", "describe_file_systems", "FileSystems[].FileSystemId"),
    of("Glue::Crawler", "glue", "get_crawlers", "Crawlers[].Name"),
    of("Glue::DataCatalog", "glue", "get_data_catalog_encryption_settings", one),
    of("Glue::Database", "glue", "get_databases", "DatabaseList[].Name"),
    of("Glue::DevEndpoint", "glue", "get_dev_endpoints", "DevEndpoints[].EndpointName"),
    of("Glue::Job", "glue", "get_jobs", "Jobs[].Name"),
    of("Glue::SecurityConfiguration", "glue", "get_security_configurations", "SecurityConfigurations[].Name"),
    of("GuardDuty::Detector", "guardduty", "list_detectors", "DetectorIds[]"),
    of("InspectorV2::AccountStatus", "inspector2", "batch_get_account_status", one, accountIds=["ACCOUNT"]),
    of("InspectorV2::Filter", "inspector2", "list_filters", "filters[].arn"),
    of("KMS::Alias", "kms", "list_aliases", "Aliases[?TargetKeyId].AliasArn"),
    of("KMS::Key", "kms", "list_keys", "Keys[].KeyArn"),
    of("Kinesis::Stream", "kinesis", "list_streams", "StreamNames[]"),
    of("KinesisFirehose::DeliveryStream", "firehose", "list_delivery_streams", "DeliveryStreamNames[]"),
    of("Lambda::CodeSigningConfig", "lambda", "list_code_signing_configs", "CodeSigningConfigs[].CodeSigningConfigArn"),
    of("Lambda::EventSourceMapping", "lambda", "list_event_source_mappings", "EventSourceMappings[].UUID"),
    of("Lambda::Function", "lambda", "list_functions", "Functions[].FunctionArn"),
    of("Lambda::Layer", "lambda", "list_layers", "Layers[].LayerArn"),
    of("Lambda::LayerVersion", "lambda", "list_layer_versions", "LayerVersions[].LayerVersionArn", each=layer),
    of("Logs::LogGroup", "logs", "describe_log_groups", "logGroups[].logGroupName"),
    of("Logs::MetricFilter", "logs", "describe_metric_filters", "metricFilters[].filterName"),
    of("Logs::ResourcePolicy", "logs", "describe_resource_policies", "resourcePolicies[].policyName"),
    of("MSK::Cluster", "kafka", "list_clusters_v2", "ClusterInfoList[?ClusterType!='SERVERLESS'].ClusterArn"),
    of("MSK::ServerlessCluster", "kafka", "list_clusters_v2", "ClusterInfoList[?ClusterType=='SERVERLESS'].ClusterArn"),
    of("Macie::Session", "macie2", "get_macie_session", one),
    of("MemoryDB::Cluster", "memorydb", "describe_clusters", "Clusters[].ARN"),
    of("MemoryDB::Snapshot", "memorydb", "describe_snapshots", "Snapshots[].ARN", Source="user"),
    of("Neptune::DBCluster", "rds", "describe_db_clusters", "DBClusters[?Engine=='neptune'].DBClusterArn"),
    of("Neptune::DBInstance", "rds", "describe_db_instances", "DBInstances[?Engine=='neptune'].DBInstanceArn"),
    of("Neptune::DBClusterSnapshot", "rds", "describe_db_cluster_snapshots", "DBClusterSnapshots[?Engine=='neptune'].DBClusterSnapshotArn"),
    of("NetworkFirewall::Firewall", "network-firewall", "list_firewalls", "Firewalls[].FirewallArn"),
    of("OpenSearchService::Domain", "opensearch", "list_domain_names", "DomainNames[].DomainName"),
    of("RDS::DBCluster", "rds", "describe_db_clusters", "DBClusters[?Engine!='docdb' && Engine!='neptune'].DBClusterArn"),
    of("RDS::DBClusterParameterGroup", "rds", "describe_db_cluster_parameter_groups", "DBClusterParameterGroups[?!starts_with(DBClusterParameterGroupName, 'default.') && !starts_with(DBParameterGroupFamily, 'neptune') && !starts_with(DBParameterGroupFamily, 'docdb')].DBClusterParameterGroupArn"),
    of("RDS::DBClusterSnapshot", "rds", "describe_db_cluster_snapshots", "DBClusterSnapshots[?Engine!='docdb' && Engine!='neptune'].DBClusterSnapshotArn"),
    of("RDS::DBInstance", "rds", "describe_db_instances", "DBInstances[?Engine!='docdb' && Engine!='neptune'].DBInstanceArn"),
    of("RDS::DBParameterGroup", "rds", "describe_db_parameter_groups", "DBParameterGroups[?!starts_with(DBParameterGroupName, 'default.')].DBParameterGroupArn"),
    of("RDS::DBProxy", "rds", "describe_db_proxies", "DBProxies[].DBProxyArn"),
    of("RDS::DBSnapshot", "rds", "describe_db_snapshots", "DBSnapshots[].DBSnapshotArn"),
    of("RDS::EventSubscription", "rds", "describe_event_subscriptions", "EventSubscriptionsList[].EventSubscriptionArn"),
    of("Redshift::Cluster", "redshift", "describe_clusters", "Clusters[].ClusterIdentifier"),
    of("Redshift::ClusterSnapshot", "redshift", "describe_cluster_snapshots", "Snapshots[].SnapshotArn"),
    of("Redshift::ClusterSubnetGroup", "redshift", "describe_cluster_subnet_groups", "ClusterSubnetGroups[].ClusterSubnetGroupName"),
    of("S3::AccessPoint", "s3control", "list_access_points", "AccessPointList[].AccessPointArn", AccountId="ACCOUNT"),
    of("SES::ConfigurationSet", "sesv2", "list_configuration_sets", "ConfigurationSets[]"),
    of("SES::EmailIdentity", "sesv2", "list_email_identities", "EmailIdentities[].IdentityName"),
    of("SNS::Subscription", "sns", "list_subscriptions", "Subscriptions[].SubscriptionArn"),
    of("SNS::Topic", "sns", "list_topics", "Topics[].TopicArn"),
    of("SQS::Queue", "sqs", "list_queues", "QueueUrls[]", named=last_word),
    of("SSM::Document", "ssm", "list_documents", "DocumentIdentifiers[].Name", Filters=[{"Key": "Owner", "Values": ["Self"]}]),
    of("SSM::Parameter", "ssm", "describe_parameters", "Parameters[].Name"),
    of("SSM::ServiceSettings", "ssm", "get_service_setting", one, SettingId="/ssm/documents/console/public-sharing-permission"),
    of("SageMaker::Endpoint", "sagemaker", "list_endpoints", "Endpoints[].EndpointArn"),
    of("SageMaker::EndpointConfig", "sagemaker", "list_endpoint_configs", "EndpointConfigs[].EndpointConfigArn"),
    of("SageMaker::ModelPackageGroup", "sagemaker", "list_model_package_groups", "ModelPackageGroupSummaryList[].ModelPackageGroupArn"),
    of("SageMaker::Model", "sagemaker", "list_models", "Models[].ModelArn"),
    of("SageMaker::NotebookInstance", "sagemaker", "list_notebook_instances", "NotebookInstances[].NotebookInstanceArn"),
    of("SecretsManager::Secret", "secretsmanager", "list_secrets", "SecretList[].ARN", IncludePlannedDeletion=True),
    of("SecurityHub::Hub", "securityhub", "describe_hub", "HubArn"),
    of("ServiceCatalog::Portfolio", "servicecatalog", "list_portfolios", "PortfolioDetails[].ARN"),
    of("StepFunctions::Activity", "stepfunctions", "list_activities", "activities[].activityArn"),
    of("StepFunctions::StateMachine", "stepfunctions", "list_state_machines", "stateMachines[].stateMachineArn"),
    of("Transfer::Connector", "transfer", "list_connectors", "Connectors[].Arn"),
    of("Transfer::Server", "transfer", "list_servers", "Servers[].Arn"),
    of("Transfer::User", "transfer", "list_users", "Users[].Arn", each=transfer_server),
    of("WAFv2::IPSet", "wafv2", "list_ip_sets", "IPSets[].ARN", Scope="REGIONAL"),
    of("WAFv2::RuleGroup", "wafv2", "list_rule_groups", "RuleGroups[].ARN", Scope="REGIONAL"),
    of("WAFv2::WebACL", "wafv2", "list_web_acls", "WebACLs[].ARN", Scope="REGIONAL"),
    of("WorkSpaces::Directory", "workspaces", "describe_workspace_directories", "Directories[].DirectoryId"),
]
