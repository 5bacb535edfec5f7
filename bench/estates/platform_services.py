"""Functions, containers, pipelines, logs and alarms in one region."""

import json


def seed_platform(client, account_id, region, count, code):
    role = f"arn:aws:iam::{account_id}:role/service-role-0"
    seed_functions(client("lambda", region), role, count, code)
    logs = client("logs", region)
    for number in range(count(900)):
        name = f"/aws/lambda/function-{number}" if number % 2 else f"/service/{number}"
        logs.create_log_group(logGroupName=name)
        if number % 3 == 0:
            logs.put_retention_policy(logGroupName=name, retentionInDays=30)
    cloudwatch = client("cloudwatch", region)
    for number in range(count(400)):
        cloudwatch.put_metric_alarm(
            AlarmName=f"alarm-{number}",
            Namespace="AWS/Lambda",
            MetricName="Errors",
            Statistic="Sum",
            Period=300,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
        )
    events = client("events", region)
    for number in range(count(150)):
        events.put_rule(Name=f"rule-{number}", ScheduleExpression="rate(1 hour)")
    seed_containers(client, region, role, count)
    seed_delivery(client, account_id, region, role, count)


def seed_functions(functions, role, count, code):
    for number in range(count(400)):
        functions.create_function(
            FunctionName=f"function-{number}",
            Runtime="python3.12" if number % 10 else "python3.8",
            Role=role,
            Handler="index.handler",
            Code={"ZipFile": code},
            Tags={"team": f"team-{number % 20}"},
        )


def seed_containers(client, region, role, count):
    ecr = client("ecr", region)
    for number in range(count(120)):
        ecr.create_repository(repositoryName=f"service-{number}")
    ecs = client("ecs", region)
    for number in range(count(10)):
        ecs.create_cluster(clusterName=f"cluster-{number}")
    for number in range(count(150)):
        container = {"name": "main", "image": "nginx", "memory": 256, "cpu": 128, "essential": True}
        ecs.register_task_definition(family=f"service-{number}", containerDefinitions=[container])
        if number % 2 == 0:
            ecs.create_service(
                cluster="cluster-0",
                serviceName=f"service-{number}",
                taskDefinition=f"service-{number}",
                desiredCount=0,
                launchType="EC2",
            )
    eks = client("eks", region)
    for number in range(count(6)):
        eks.create_cluster(
            name=f"kubernetes-{number}", version="1.31", roleArn=role, resourcesVpcConfig={"subnetIds": []}
        )


def seed_delivery(client, account_id, region, role, count):
    cloudformation = client("cloudformation", region)
    for number in range(count(40)):
        template = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"stack-{number}"}}}}
        cloudformation.create_stack(StackName=f"stack-{number}", TemplateBody=json.dumps(template))
    stepfunctions = client("stepfunctions", region)
    definition = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
    for number in range(count(40)):
        stepfunctions.create_state_machine(name=f"machine-{number}", definition=definition, roleArn=role)
    acm = client("acm", region)
    for number in range(count(40)):
        acm.request_certificate(DomainName=f"service-{number}.example.com", ValidationMethod="DNS")
    apigateway = client("apigateway", region)
    for number in range(count(20)):
        apigateway.create_rest_api(name=f"api-{number}")
    trail_bucket = f"trail-{region}-{account_id}"
    place = {"CreateBucketConfiguration": {"LocationConstraint": region}} if region != "us-east-1" else {}
    client("s3", region).create_bucket(Bucket=trail_bucket, **place)
    cloudtrail = client("cloudtrail", region)
    cloudtrail.create_trail(Name="trail", S3BucketName=trail_bucket)
    cloudtrail.start_logging(Name="trail")
    if region == "us-east-1":
        route53 = client("route53")
        for number in range(15):
            route53.create_hosted_zone(Name=f"zone-{number}.example.com", CallerReference=str(number))
