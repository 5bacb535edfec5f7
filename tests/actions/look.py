"""Reads AWS with its own SDK for Python, and knows nothing of the product.

Standard input: a JSON list of {service, operation, input, region}. Standard output: a list of answers, without what changes
by itself; of a refusal {"error": its code}.
"""

import json
import os
import sys

import boto3
import botocore.config
import botocore.exceptions

endpoint, access_key_id, secret_access_key = os.environ["LOOK_ENDPOINT"], os.environ["LOOK_KEY"], os.environ["LOOK_SECRET"]


def reach_sandbox(request, **_):
    # The host of S3 Control begins with the account's number, which no address of the sandbox does.
    request.url = endpoint.rstrip("/") + "/" + request.url.split("/", 3)[3]


def look(question):
    client = boto3.client(
        question["service"],
        region_name=question["region"],
        endpoint_url=endpoint,
        aws_access_key_id=access_key_id,
        aws_secret_access_key=secret_access_key,
        config=botocore.config.Config(s3={"addressing_style": "path"}),
    )
    client.meta.events.register("before-sign", reach_sandbox)
    try:
        answer = getattr(client, question["operation"])(**question["input"])
    except botocore.exceptions.ClientError as error:
        return {"error": error.response["Error"]["Code"]}
    answer.pop("ResponseMetadata", None)
    return answer


json.dump([look(question) for question in json.load(sys.stdin)], sys.stdout, default=str)
