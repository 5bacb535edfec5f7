import type { Identity } from './identities.ts';
import { namedResource } from './named-resources.ts';
import type { AwsRequest } from './request.ts';

/**
 * The ARN of what a request is about, as IAM would compare it with a policy's `Resource`, or `*` where the action knows
 * no resource. Undefined when the proxy cannot tell.
 */
export function resourceOf(request: AwsRequest, caller: Identity): string | undefined {
  if (request.api === 's3') return s3Resource(request, caller);
  if (request.service === 'iam') return iamResource(request, caller);
  if (request.service === 'sts') return request.parameters.get('RoleArn') ?? '*';
  // EC2's Describe actions know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
  if (request.service === 'ec2' && request.action.startsWith('Describe')) return '*';
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
  if (request.service === 'apigateway') {
    const { pathname } = new URL(request.target, 'http://sandbox');
    return `arn:${caller.partition}:apigateway:${request.region}::${pathname.replace(/^\/v2/, '')}`;
  }
  return namedResource(request, caller);
}

function s3Resource(request: AwsRequest, caller: Identity): string {
  if (request.bucket === undefined) return '*';
  const bucket = `arn:${caller.partition}:s3:::${request.bucket}`;
  return request.objectKey === undefined ? bucket : `${bucket}/${request.objectKey}`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const serviceLinkedRoles: Readonly<Record<string, string>> = { 'config.amazonaws.com': 'AWSServiceRoleForConfig' };

function iamResource(request: AwsRequest, caller: Identity): string | undefined {
  const named = (type: string, name: string) => `arn:${caller.partition}:iam::${caller.accountId}:${type}/${name}`;
  const { action, parameters } = request;
  // It is about the user whose key it is, whom the request does not name.
  if (action === 'GetAccessKeyLastUsed') return undefined;
  const role = parameters.get('RoleName');
  if (role !== null) return named('role', role);
  const user = parameters.get('UserName');
  if (user !== null) return named('user', user);
  const group = parameters.get('GroupName');
  if (group !== null) return named('group', group);
  const policyArn = parameters.get('PolicyArn');
  if (policyArn !== null) return policyArn;
  const policyName = parameters.get('PolicyName');
  if (policyName !== null) return named('policy', policyName);
  const service = parameters.get('AWSServiceName');
  if (service !== null) return named('role', `aws-service-role/${service}/${serviceLinkedRoles[service] ?? ''}`);
  if (action === 'GetUser' && caller.kind === 'user') return caller.arn;
  return '*';
}
