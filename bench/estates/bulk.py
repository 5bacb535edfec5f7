"""The estates `small` and `large`: the same few types in the same proportion, 5,000 and 100,000 assets.

They show how memory grows, so they consist of what is listed by the page: volumes and snapshots, log groups, alarms and
parameters. The emulator's own functions are called, since a hundred thousand requests would take minutes.
"""

from moto.backends import get_backend

# moto does not page volumes and snapshots, so no region gets many more than the thousand of one of AWS's pages.
regions = [
    *["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
    *["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"],
    *["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
]


def seed_bulk(account_id, assets):
    each = assets // (len(regions) * 5)
    for region in regions:
        seed_disks(get_backend("ec2")[account_id][region], region, each)
        seed_logs(get_backend("logs")[account_id][region], each)
        seed_alarms(get_backend("cloudwatch")[account_id][region], each)
        seed_parameters(get_backend("ssm")[account_id][region], each)


def seed_disks(ec2, region, each):
    for number in range(each):
        volume = ec2.create_volume(100, f"{region}a", encrypted=False)
        ec2.create_tags([volume.id], {"Name": f"data-{number}", "stage": "production"})
        ec2.create_snapshot(volume.id, f"nightly {number}")


def seed_logs(logs, each):
    for number in range(each):
        logs.create_log_group(f"/service/{number}", {"team": f"team-{number % 20}"})


def seed_alarms(cloudwatch, each):
    for number in range(each):
        cloudwatch.put_metric_alarm(
            name=f"alarm-{number}",
            namespace="AWS/Lambda",
            metric_name="Errors",
            comparison_operator="GreaterThanThreshold",
            evaluation_periods=1,
            period=300,
            threshold=1.0,
            statistic="Sum",
            description="errors of a function",
            dimensions=[],
            alarm_actions=[],
        )


def seed_parameters(ssm, each):
    for number in range(each):
        ssm.put_parameter(
            name=f"/service/{number % 30}/parameter-{number}",
            description="",
            value="made up",
            parameter_type="String",
            allowed_pattern="",
            keyid="",
            overwrite=False,
            tags=[],
            data_type="text",
            tier=None,
            policies=None,
        )
