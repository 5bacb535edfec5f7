import type { Failure, Result } from '../failure.ts';
import type { Problem } from './schemas.ts';

/** The HTTP status of each failure code that is not plain "the request cannot be carried out" (422). */
const statusByCode: Record<string, number> = {
  input_invalid: 400,
  service_unknown: 400,
  schedule_invalid: 400,
  action_unknown: 400,
  not_signed_in: 401,
  api_key_invalid: 401,
  password_wrong: 401,
  role_too_low: 403,
  team_missing: 403,
  session_needed: 403,
  origin_refused: 403,
  setup_code_wrong: 403,
  not_found: 404,
  route_not_found: 404,
  invitation_invalid: 404,
  method_not_allowed: 405,
  already_set_up: 409,
  already_member: 409,
  last_owner: 409,
  accepted_meanwhile: 409,
  nickname_taken: 409,
  account_already_connected: 409,
  account_connected_elsewhere: 409,
  connect_under_way: 409,
  filter_name_taken: 409,
  rule_changed: 409,
  channel_in_use: 409,
  notification_name_taken: 409,
  action_policy_name_taken: 409,
  delivery_not_failed: 409,
  body_too_large: 413,
  media_type_unsupported: 415,
  rate_limited: 429,
  internal_error: 500,
  destination_unreachable: 502,
  destination_silent: 504,
  aws_unreachable: 502,
  aws_throttled: 503,
  hub_identity_missing: 503,
};

/** A refusal on its way to the HTTP edge. Domain code returns failures; routes throw this. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Record<string, string>;

  constructor(problem: Problem, headers: Record<string, string> = {}) {
    super(problem.detail);
    this.problem = problem;
    this.headers = headers;
  }
}

/** The problem details (RFC 9457) of a failure. */
export function problemOf(failure: Failure): Problem {
  const { code, detail, mend, commands, fields, aws } = failure;
  return {
    type: `urn:cloudcoreo:error:${code}`,
    title: code.replaceAll('_', ' '),
    status: statusByCode[code] ?? 422,
    code,
    detail,
    mend,
    commands,
    fields,
    aws,
  };
}

/** Ends the request with a failure's problem details: `throw refuse(failure)`. */
export function refuse(failure: Failure, headers?: Record<string, string>): ProblemError {
  return new ProblemError(problemOf(failure), headers);
}

/** The value of a result; a failure ends the request with its problem details. */
export function valueOrRefuse<Value>(result: Result<Value>): Value {
  if (!result.ok) throw refuse(result.failure);
  return result.value;
}

/** What a caller gets who asks for something that is not there, or that another team owns: the two look alike. */
export function notFound(what: string): Failure {
  return { code: 'not_found', detail: `There is no ${what} with this ID in your team.`, mend: 'Go back to the list.' };
}

/** What a caller gets who asks for an address that the API does not have. */
export const routeNotFound: Failure = {
  code: 'route_not_found',
  detail: 'There is nothing at this address.',
  mend: 'See /api/docs for what there is.',
};
