"""Lists what an AWS account holds, with boto3 alone, and prints {type: {region: [identifier]}}.

It shares no code, no table and no declaration with CloudCoreo: it is what CloudCoreo's scans are compared with. An
identifier is what AWS's listing calls the thing, an ARN or a name; `null` where the account has one and it has no name.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError

from calls import GLOBAL, NONE_THERE, REGIONAL, THERE_UNSET, Listing

session = boto3.Session()
credentials = {"aws_access_key_id": sys.argv[1], "aws_secret_access_key": sys.argv[2]}
home = "us-east-1"
# A listing that fails is no empty listing: all of them are told in the end, and nothing else.
failures = []
account = boto3.client("sts", region_name=home, **credentials).get_caller_identity()["Account"]


def without_account_in_host(request, **_):
    """S3 Control's account goes before the host's name; an address of numbers cannot have it."""
    request.url = request.url.replace(f"://{account}.", "://")


def connect(service, region):
    client = session.client(
        service, region_name=region, config=Config(retries={"mode": "standard"}, max_pool_connections=4), **credentials
    )
    if service == "s3control":
        client.meta.events.register("before-sign.s3-control", without_account_in_host)
    return client


def pages_of(client, operation, parameters):
    if client.can_paginate(operation):
        yield from client.get_paginator(operation).paginate(**parameters)
    else:
        yield getattr(client, operation)(**parameters)


def ask(client, operation, parameters, path):
    """All that a path finds in all pages of an answer."""
    found = []
    try:
        for page in pages_of(client, operation, parameters):
            here = jmespath.search(path, page)
            found += here if isinstance(here, list) else [here] if here is not None else []
    except ClientError as error:
        service, code = client.meta.service_model.service_name, error.response["Error"]["Code"]
        if NONE_THERE.get((service, operation)) == code:
            return []
        if THERE_UNSET.get((service, operation)) == code:
            return [None]
        raise
    return found


def list_identifiers(client, listing: Listing):
    parameters = json.loads(json.dumps(listing.parameters).replace("ACCOUNT", account))
    if listing.each is None:
        return [listing.named(None, own) for own in ask(client, listing.operation, parameters, listing.path)]
    parent_operation, parent_path, parent_parameter, *more = listing.each
    return [
        listing.named(parent, own)
        for parent in ask(client, parent_operation, more[0] if more else {}, parent_path)
        for own in ask(client, listing.operation, {**parameters, parent_parameter: parent}, listing.path)
    ]


def list_buckets():
    """Buckets are listed in one place and are each in a region."""
    client = connect("s3", home)
    by_region = {}
    for name in ask(client, "list_buckets", {}, "Buckets[].Name"):
        region = client.get_bucket_location(Bucket=name)["LocationConstraint"] or home
        by_region.setdefault(region, []).append(name)
    return by_region


def list_place(service, listings, region):
    """What the listings of one service find in one region."""
    client = connect(service, home if region == "global" else region)
    found = []
    for listing in listings:
        try:
            place = listing.at if region == "global" else region
            found.append((listing.type, place, list_identifiers(client, listing)))
        except Exception as error:
            failures.append(f"{listing.type} in {region}: {error}")
    return found


def by_service(listings):
    services = {}
    for listing in listings:
        services.setdefault(listing.service, []).append(listing)
    return services.items()


def main():
    regions = [region["RegionName"] for region in connect("ec2", home).describe_regions()["Regions"]]
    places = [(service, listings, "global") for service, listings in by_service(GLOBAL)]
    places += [(service, listings, region) for service, listings in by_service(REGIONAL) for region in regions]
    found = {"AWS::S3::Bucket": list_buckets()}
    with ThreadPoolExecutor(4) as pool:
        for triples in pool.map(lambda place: list_place(*place), places):
            for type_name, region, identifiers in triples:
                here = found.setdefault(type_name, {})
                if identifiers:
                    here.setdefault(region, []).extend(identifiers)
    if failures:
        sys.exit("\n".join(failures))
    json.dump(found, sys.stdout)


main()
