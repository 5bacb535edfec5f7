import { expect, test } from 'vitest';
import { ProblemError } from '../api/problem.ts';
import { authAnswer, authProblem } from './auth-problem.ts';

test('shows the problem that the server answered', () => {
  const problem = { code: 'invalid_code', status: 401, detail: 'The code is wrong.', mend: 'Enter the next one.' };
  expect(authProblem({ ...problem, message: 'ignored' })).toEqual(problem);
});

test('says what to do when the person closed the browser’s passkey window', () => {
  expect(authProblem({ code: 'AUTH_CANCELLED', status: 400 }).detail).toBe('No passkey was used.');
  expect(authProblem({ code: 'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY', status: 400 }).mend).toMatch(/password/);
});

test('says which address to use where the browser takes no passkeys', () => {
  expect(authProblem({ code: 'ERROR_INVALID_RP_ID', status: 400 }).mend).toMatch(/localhost/);
});

test('takes an error without a status for an unreachable server', () => {
  expect(authProblem({}).code).toBe('server_unreachable');
});

test('shows the words of an error it does not know', () => {
  expect(authProblem({ status: 400, code: 'ODD', message: 'Odd thing' })).toMatchObject({
    code: 'odd',
    detail: 'Odd thing',
  });
});

test('authAnswer gives the data or throws', () => {
  expect(authAnswer({ data: 7, error: null })).toBe(7);
  expect(() => authAnswer({ data: null, error: { status: 401, code: 'INVALID_CODE' } })).toThrow(ProblemError);
});
