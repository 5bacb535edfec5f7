"""What moto gets wrong about things that it has, mended in its own classes when a service is first used."""

import json
import time
from urllib.parse import unquote


def mend_athena():
    from moto.athena.models import AthenaBackend, WorkGroup

    # moto says that a work group was created now, whenever it is asked.
    start = WorkGroup.__init__

    def start_with_time(self, *arguments, **named):
        start(self, *arguments, **named)
        self.created = time.time()

    def with_time(method):
        def told(self, *arguments, **named):
            answer = method(self, *arguments, **named)
            for group in answer if isinstance(answer, list) else [answer] if answer else []:
                group["CreationTime"] = self.work_groups[group["Name"]].created
            return answer

        return told

    WorkGroup.__init__ = start_with_time
    AthenaBackend.list_work_groups = with_time(AthenaBackend.list_work_groups)
    AthenaBackend.get_work_group = with_time(AthenaBackend.get_work_group)


def mend_cloudtrail():
    from moto.cloudtrail.models import CloudTrailBackend, cloudtrail_backends

    # A trail of all regions answers in each of them, not only where it was made.
    def from_all_regions(method):
        def told(self, trail_name):
            trails = self.describe_trails(include_shadow_trails=True)
            home = next((trail.region_name for trail in trails if trail.arn == trail_name), self.region_name)
            return method(cloudtrail_backends[self.account_id][home], trail_name)

        return told

    CloudTrailBackend.get_event_selectors = from_all_regions(CloudTrailBackend.get_event_selectors)
    CloudTrailBackend.get_insight_selectors = from_all_regions(CloudTrailBackend.get_insight_selectors)


def mend_elasticbeanstalk():
    from moto.elasticbeanstalk.models import EBBackend

    # Applications have tags too.
    list_tags = EBBackend.list_tags_for_resource

    def list_tags_for_resource(self, resource_arn):
        is_application = any(application.arn == resource_arn for application in self.applications.values())
        return {} if is_application else list_tags(self, resource_arn)

    EBBackend.list_tags_for_resource = list_tags_for_resource


def mend_emr():
    from moto.core.responses import BaseResponse
    from moto.emr.responses import ElasticMapReduceResponse

    # The region is in the signature; moto looks for it in the host's name, and else shows one region's clusters in all.
    ElasticMapReduceResponse.get_region_from_url = BaseResponse.get_region_from_url


def mend_lambda():
    from moto.awslambda.responses import LambdaResponse
    from moto.awslambda.urls import url_paths

    def list_function_url_configs(self):
        name = self.path.split("/")[-2]
        config = self.backend.get_function(name, None).url_config
        return json.dumps({"FunctionUrlConfigs": [config.to_dict()] if config else []})

    LambdaResponse.list_function_url_configs = list_function_url_configs
    url_paths[r"{0}/(?P<api_version>[^/]+)/functions/(?P<function_name>[\w_:%-]+)/urls/?$"] = LambdaResponse.dispatch


def mend_s3control():
    from moto.s3control.responses import S3ControlResponse

    # An access point is listed in its region alone.
    list_access_points = S3ControlResponse.list_access_points

    def list_of_region(self):
        answer = list_access_points(self)
        points = answer.result["AccessPointList"]
        answer.result["AccessPointList"] = [
            point for point in points if point["AccessPointArn"].split(":")[3] == self.region
        ]
        return answer

    S3ControlResponse.list_access_points = list_of_region


def mend_securityhub():
    from moto.securityhub.models import RESTError, SecurityHubBackend
    from moto.securityhub.responses import SecurityHubResponse
    from moto.securityhub.urls import url_paths

    describe = SecurityHubBackend.describe_organization_configuration

    def describe_in_words_of_aws(self):
        try:
            return describe(self)
        except RESTError as error:
            message = f"Account {self.account_id} is not an administrator for this organization"
            raise RESTError("InvalidAccessException", message) from error

    def list_tags_for_resource(self):
        is_hub = unquote(self.path).endswith(":hub/default")
        return json.dumps({"Tags": self.securityhub_backend.tags if is_hub else {}})

    SecurityHubBackend.describe_organization_configuration = describe_in_words_of_aws
    SecurityHubResponse.list_tags_for_resource = list_tags_for_resource
    url_paths["{0}/tags/(?P<resource_arn>.+)$"] = SecurityHubResponse.dispatch


def mend_transfer():
    from moto.transfer.responses import TransferResponse

    def list_users(self):
        server_id = json.loads(self.body)["ServerId"]
        users = [
            {
                "Arn": user.arn,
                "UserName": user.user_name,
                "Role": user.role,
                "HomeDirectory": user.home_directory,
                "HomeDirectoryType": user.home_directory_type,
                "SshPublicKeyCount": len(user.ssh_public_keys),
            }
            for user in self.transfer_backend.servers[server_id]._users
        ]
        return json.dumps({"ServerId": server_id, "Users": users})

    TransferResponse.list_users = list_users


# By moto's own names of its services.
mends = {
    "athena": mend_athena,
    "cloudtrail": mend_cloudtrail,
    "elasticbeanstalk": mend_elasticbeanstalk,
    "emr": mend_emr,
    "awslambda": mend_lambda,
    "s3control": mend_s3control,
    "securityhub": mend_securityhub,
    "transfer": mend_transfer,
}
