import { describe, expect, test } from 'vitest';
import { ProblemError, readProblem, troubleOf } from './problem.ts';

describe('readProblem', () => {
  test('takes code, detail and mend from problem+json', async () => {
    const body = {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      code: 'taken',
      detail: 'Taken.',
      mend: 'Rename.',
    };
    const response = new Response(JSON.stringify(body), {
      status: 409,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect(await readProblem(response)).toMatchObject({ code: 'taken', mend: 'Rename.', status: 409 });
  });

  test('makes a problem of a proxy’s HTML page', async () => {
    const response = new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } });
    expect(await readProblem(response)).toMatchObject({ code: 'unexpected_answer', status: 502 });
  });

  test('makes a problem of JSON that is cut off or not a problem', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await readProblem(new Response('{"code":', { status: 500, headers }))).toMatchObject({
      code: 'unexpected_answer',
    });
    expect(await readProblem(new Response('{"code":1}', { status: 500, headers }))).toMatchObject({
      code: 'unexpected_answer',
    });
  });
});

test('troubleOf keeps a problem and turns anything else into a fault of the page', () => {
  const problem = { code: 'x', detail: 'd', mend: 'm' };
  expect(troubleOf(new ProblemError(problem))).toBe(problem);
  expect(troubleOf(new TypeError('boom'))).toMatchObject({ code: 'page_fault', detail: 'boom' });
  expect(troubleOf(undefined).code).toBe('page_fault');
});
