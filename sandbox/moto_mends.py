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


def mend_ec2():
    from moto.core.responses import ActionResult
    from moto.ec2.models.instances import InstanceBackend
    from moto.ec2.responses import EC2Response

    # What is not given stays as it is; moto forgets it. And it has no dry run.
    modify = InstanceBackend.modify_instance_metadata_options
    names = {
        "http_tokens": "http_tokens",
        "hop_limit": "http_put_response_hop_limit",
        "http_endpoint": "http_endpoint",
        "http_protocol": "http_protocol_ipv6",
        "metadata_tags": "instance_metadata_tags",
    }

    def modify_what_is_given(self, instance_id, **given):
        before = self.get_instance(instance_id).metadata_options
        kept = {name: getattr(before, field) for name, field in names.items() if given.get(name) is None}
        return modify(self, instance_id, **{**given, **kept})

    respond = EC2Response.modify_instance_metadata_options

    def modify_unless_tried(self):
        self.error_on_dryrun()
        return respond(self)

    InstanceBackend.modify_instance_metadata_options = modify_what_is_given
    EC2Response.modify_instance_metadata_options = modify_unless_tried

    # moto does not have the block of public access to snapshots.
    def get_block(self):
        return ActionResult({"State": getattr(self.ec2_backend, "snapshot_block", "unblocked")})

    def set_block(self, state):
        self.error_on_dryrun()
        self.ec2_backend.snapshot_block = state
        return ActionResult({"State": state})

    EC2Response.get_snapshot_block_public_access_state = get_block
    EC2Response.enable_snapshot_block_public_access = lambda self: set_block(self, self._get_param("State"))
    EC2Response.disable_snapshot_block_public_access = lambda self: set_block(self, "unblocked")


def mend_elasticbeanstalk():
    from moto.elasticbeanstalk.models import EBBackend

    # Applications have tags too.
    list_tags = EBBackend.list_tags_for_resource

    def list_tags_for_resource(self, resource_arn):
        is_application = any(application.arn == resource_arn for application in self.applications.values())
        return {} if is_application else list_tags(self, resource_arn)

    EBBackend.list_tags_for_resource = list_tags_for_resource


def mend_elb():
    from moto.elbv2.models import FakeAction, FakeLoadBalancer

    # AWS tells this attribute of every Application Load Balancer.
    start_balancer = FakeLoadBalancer.__init__

    def start_with_headers(self, *arguments, **named):
        start_balancer(self, *arguments, **named)
        if self.type == "application":
            self.attrs["routing.http.drop_invalid_header_fields.enabled"] = "false"

    FakeLoadBalancer.__init__ = start_with_headers

    # AWS tells of one target group twice, as TargetGroupArn and in ForwardConfig, whichever of them was given.
    start = FakeAction.__init__

    def start_with_both(self, data):
        if data.get("Type") == "forward":
            groups = data.get("ForwardConfig", {}).get("TargetGroups", [])
            if "TargetGroupArn" in data and not groups:
                data["ForwardConfig"] = {"TargetGroups": [{"TargetGroupArn": data["TargetGroupArn"]}]}
            elif len(groups) == 1:
                data["TargetGroupArn"] = groups[0]["TargetGroupArn"]
        start(self, data)

    FakeAction.__init__ = start_with_both


def mend_emr():
    from moto.core.responses import BaseResponse
    from moto.emr.responses import ElasticMapReduceResponse

    # The region is in the signature; moto looks for it in the host's name, and else shows one region's clusters in all.
    ElasticMapReduceResponse.get_region_from_url = BaseResponse.get_region_from_url


def mend_kms():
    from moto.kms.responses import KmsResponse

    # moto knows no period of rotation. AWS tells one of keys that rotate, a year unless another was set.
    enable, tell = KmsResponse.enable_key_rotation, KmsResponse.get_key_rotation_status

    def key_of(self):
        return self.kms_backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]

    def enable_with_period(self):
        answer = enable(self)
        key_of(self).rotation_period = self._get_param("RotationPeriodInDays", 365)
        return answer

    def tell_period(self):
        status = json.loads(tell(self))
        if status["KeyRotationEnabled"]:
            status["RotationPeriodInDays"] = getattr(key_of(self), "rotation_period", 365)
        return json.dumps(status)

    KmsResponse.enable_key_rotation = enable_with_period
    KmsResponse.get_key_rotation_status = tell_period


def mend_lambda():
    from moto.awslambda.policy import Policy
    from moto.awslambda.responses import LambdaResponse
    from moto.awslambda.urls import url_paths

    def list_function_url_configs(self):
        name = self.path.split("/")[-2]
        config = self.backend.get_function(name, None).url_config
        return json.dumps({"FunctionUrlConfigs": [config.to_dict()] if config else []})

    # These two fields of a permission become conditions, as its other fields do.
    decode_policy = Policy.decode_policy

    def decode_with_url(self, fields):
        auth_type = fields.pop("FunctionUrlAuthType", None)
        via_url = fields.pop("InvokedViaFunctionUrl", None)
        policy = decode_policy(self, fields)
        conditions = policy.statements[0].setdefault("Condition", {})
        if auth_type is not None:
            conditions.setdefault("StringEquals", {})["lambda:FunctionUrlAuthType"] = auth_type
        if via_url is not None:
            conditions["Bool"] = {"lambda:InvokedViaFunctionUrl": "true" if via_url else "false"}
        if not conditions:
            del policy.statements[0]["Condition"]
        return policy

    Policy.decode_policy = decode_with_url
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


def mend_secretsmanager():
    from moto.secretsmanager.models import SecretsManagerBackend

    rotate = SecretsManagerBackend.rotate_secret

    # A rotation that is only set up is tested: AWS removes the version that it made for the test, and nothing rotated.
    def rotate_secret(self, secret_id, client_request_token=None, rotate_immediately=True, **named):
        secret = self.secrets[secret_id]
        versions, last = set(secret.versions), secret.last_rotation_date
        named["rotation_lambda_arn"] = named.get("rotation_lambda_arn") or secret.rotation_lambda_arn
        answer = rotate(self, secret_id, client_request_token, rotate_immediately=rotate_immediately, **named)
        if not rotate_immediately:
            for made in set(secret.versions) - versions:
                del secret.versions[made]
            secret.last_rotation_date = last
        return answer

    SecretsManagerBackend.rotate_secret = rotate_secret


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
    "ec2": mend_ec2,
    "elasticbeanstalk": mend_elasticbeanstalk,
    # moto takes the requests to both generations of load balancers in one place.
    "elb": mend_elb,
    "emr": mend_emr,
    "kms": mend_kms,
    "awslambda": mend_lambda,
    "s3control": mend_s3control,
    "secretsmanager": mend_secretsmanager,
    "securityhub": mend_securityhub,
    "transfer": mend_transfer,
}
