"""Fills moto's memory from within, before it listens: `BENCH_ESTATES` says which account gets which estate, as JSON.

Through HTTP the same would take many times as long. The calls are those of boto3, so each object is what the emulator
makes of a real request.
"""

import json
import os

import boto3
from botocore.config import Config
from moto import mock_aws

from bulk import seed_bulk
from company import seed_company


def connect(account_id):
    """Returns a function that opens a client of a service in a region of the account."""
    session = boto3.Session(aws_access_key_id="seed", aws_secret_access_key="seed", region_name="us-east-1")
    clients = {}

    def choose_account(request, **_):
        request.headers["x-moto-account-id"] = account_id

    session.events.register("before-sign", choose_account)

    def client(service, region="us-east-1"):
        if (service, region) not in clients:
            # Checking the input costs more than the emulator's own work.
            config = Config(parameter_validation=False)
            clients[service, region] = session.client(service, region_name=region, config=config)
        return clients[service, region]

    return client


estates = {
    "empty": lambda client, account_id: None,
    "medium": seed_company,
    "small": lambda client, account_id: seed_bulk(account_id, 5_000),
    "large": lambda client, account_id: seed_bulk(account_id, 100_000),
}

mock = mock_aws()
mock.start(reset=False)
for account_id, name in json.loads(os.environ["BENCH_ESTATES"]).items():
    estates[name](connect(account_id), account_id)
mock.stop(remove_data=False)
