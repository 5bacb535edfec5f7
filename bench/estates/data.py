"""Databases, queues, topics, keys, secrets and parameters in one region."""

import json


def seed_data(client, account_id, region, count):
    seed_keys(client, account_id, region, count)
    dynamodb = client("dynamodb", region)
    for number in range(count(120)):
        dynamodb.create_table(
            TableName=f"table-{number}",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            Tags=[{"Key": "team", "Value": f"team-{number % 20}"}],
        )
    sqs = client("sqs", region)
    for number in range(count(300)):
        sqs.create_queue(QueueName=f"queue-{number}", Attributes={"SqsManagedSseEnabled": "true"})
    sns = client("sns", region)
    for number in range(count(200)):
        topic = sns.create_topic(Name=f"topic-{number}")["TopicArn"]
        if number % 2 == 0:
            queue = f"arn:aws:sqs:{region}:{account_id}:queue-{number}"
            sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
    seed_databases(client("rds", region), count)
    elasticache = client("elasticache", region)
    for number in range(count(10)):
        elasticache.create_replication_group(
            ReplicationGroupId=f"cache-{number}", ReplicationGroupDescription="sessions", Engine="redis"
        )
    efs = client("efs", region)
    for number in range(count(8)):
        efs.create_file_system(CreationToken=f"files-{number}", Encrypted=True)
    kinesis = client("kinesis", region)
    for number in range(count(10)):
        kinesis.create_stream(StreamName=f"stream-{number}", ShardCount=1)
    glue = client("glue", region)
    for number in range(count(10)):
        glue.create_database(DatabaseInput={"Name": f"lake_{number}"})


def seed_keys(client, account_id, region, count):
    kms = client("kms", region)
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account_id}:root"}, "Action": "kms:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    for number in range(count(80)):
        key = kms.create_key(Description=f"key of team {number}", Policy=policy)["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=f"alias/team-{number}", TargetKeyId=key)
        if number % 2 == 0:
            kms.enable_key_rotation(KeyId=key)
    secretsmanager = client("secretsmanager", region)
    for number in range(count(150)):
        secretsmanager.create_secret(Name=f"service/secret-{number}", SecretString="made up")
    ssm = client("ssm", region)
    for number in range(count(400)):
        kind = "SecureString" if number % 4 == 0 else "String"
        ssm.put_parameter(Name=f"/service/{number % 30}/parameter-{number}", Value="made up", Type=kind)


def seed_databases(rds, count):
    for number in range(count(40)):
        name = f"database-{number}"
        rds.create_db_instance(
            DBInstanceIdentifier=name,
            Engine="postgres",
            DBInstanceClass="db.m5.large",
            AllocatedStorage=100,
            MasterUsername="master",
            MasterUserPassword="made-up-by-seed",
            StorageEncrypted=number % 5 != 0,
        )
        for night in range(3):
            rds.create_db_snapshot(DBInstanceIdentifier=name, DBSnapshotIdentifier=f"{name}-night-{night}")
