"""The estate `medium`: what the account of a company of some hundred people holds, some 7,500 assets.

Names, settings and counts are the same each time; the IDs that AWS makes up are not.
"""

import io
import json
import zipfile

from compute import seed_ec2
from data import seed_data
from platform_services import seed_platform

# Most of a company's assets are in its home region, a good part in the second one, and the rest is scattered.
shares = {"us-east-1": 0.45, "eu-west-1": 0.30, "us-west-2": 0.12, "ap-southeast-2": 0.08, "eu-central-1": 0.05}

iam_users = 120
iam_roles = 450
iam_policies = 200
buckets = 300


def seed_company(client, account_id):
    seed_iam(client, account_id)
    seed_s3(client)
    for region, share in shares.items():
        def count(whole, share=share):
            return max(1, round(whole * share))

        seed_ec2(client, account_id, region, count)
        seed_data(client, account_id, region, count)
        seed_platform(client, account_id, region, count, code_archive())


def code_archive():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("index.py", "def handler(event, context):\n    return event\n")
    return archive.getvalue()


def trust(principal):
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def allow(actions, resource="*"):
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def seed_iam(client, account_id):
    iam = client("iam")
    policies = []
    for number in range(iam_policies):
        document = allow(["s3:GetObject", "s3:PutObject"], f"arn:aws:s3:::team-{number % 20}-*/*")
        answer = iam.create_policy(PolicyName=f"team-{number % 20}-access-{number}", PolicyDocument=document)
        policies.append(answer["Policy"]["Arn"])
    services = ["lambda.amazonaws.com", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "states.amazonaws.com"]
    for number in range(iam_roles):
        name = f"service-role-{number}"
        service = services[number % len(services)]
        iam.create_role(
            RoleName=name,
            AssumeRolePolicyDocument=trust({"Service": service}),
            Tags=[{"Key": "team", "Value": f"team-{number % 20}"}],
        )
        iam.attach_role_policy(RoleName=name, PolicyArn=policies[number % len(policies)])
        if number % 3 == 0:
            iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=allow(["sqs:SendMessage"]))
        if number % 9 == 1:
            iam.create_instance_profile(InstanceProfileName=name)
            iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    for number in range(20):
        iam.create_group(GroupName=f"group-{number}")
        iam.attach_group_policy(GroupName=f"group-{number}", PolicyArn=policies[number])
    for number in range(iam_users):
        name = f"user-{number}"
        iam.create_user(UserName=name)
        iam.add_user_to_group(UserName=name, GroupName=f"group-{number % 20}")
        iam.create_access_key(UserName=name)
        if number % 4 == 0:
            iam.create_access_key(UserName=name)
        if number % 2 == 0:
            iam.create_login_profile(UserName=name, Password="correct-Horse-7")
        if number % 10 == 0:
            iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=allow(["ec2:Describe*"]))
    iam.update_account_password_policy(MinimumPasswordLength=14)


def seed_s3(client):
    regions = [region for region, share in shares.items() for _ in range(round(buckets * share))]
    for number, region in enumerate(regions):
        s3 = client("s3", region)
        name = f"northwind-data-{number}"
        place = {"CreateBucketConfiguration": {"LocationConstraint": region}} if region != "us-east-1" else {}
        s3.create_bucket(Bucket=name, **place)
        by_default = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
        s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [by_default]})
        if number % 10 != 0:
            blocked = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
            block = dict.fromkeys(blocked, True)
            s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=block)
        if number % 2 == 0:
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        if number % 3 == 0:
            tags = [{"Key": "team", "Value": f"team-{number % 20}"}, {"Key": "stage", "Value": "production"}]
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tags})
        if number % 4 == 0:
            statement = {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": f"arn:aws:s3:::{name}/*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
            policy = {"Version": "2012-10-17", "Statement": [statement]}
            s3.put_bucket_policy(Bucket=name, Policy=json.dumps(policy))
        if number % 5 == 0:
            rule = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 365}}
            s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [rule]})
