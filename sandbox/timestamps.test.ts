import { expect, test } from 'vitest';
import { mendTimestamps } from './timestamps.ts';

const model = {
  metadata: { protocol: 'json' },
  operations: {},
  shapes: {
    Answer: {
      type: 'structure',
      members: {
        Seconds: { shape: 'Time' },
        Iso: { shape: 'IsoTime', locationName: 'iso' },
        All: { shape: 'Times' },
        Name: { shape: 'Text' },
      },
    },
    Time: { type: 'timestamp' },
    IsoTime: { type: 'timestamp', timestampFormat: 'iso8601' },
    Times: { type: 'list', member: { shape: 'Time' } },
    Text: { type: 'string' },
  },
};
const operation = { http: { method: 'POST', requestUri: '/' }, output: { shape: 'Answer' } };
const mend = (body: object) =>
  JSON.parse(
    mendTimestamps({ status: 200, headers: {}, body: JSON.stringify(body) }, { model, operation }).body.toString(),
  );

test('times are written as the model says, whatever moto wrote', () => {
  expect(mend({ Seconds: '2026-11-26T00:12:49' })).toEqual({ Seconds: 1795651969 });
  expect(mend({ Seconds: '26/11/2026, 00:12:49' })).toEqual({ Seconds: 1795651969 });
  expect(mend({ All: ['2026-11-26 00:12:49', 1795651969.5] })).toEqual({ All: [1795651969, 1795651969.5] });
  expect(mend({ iso: 1795651969 })).toEqual({ iso: '2026-11-26T00:12:49.000Z' });
  expect(mend({ iso: '2026-11-26T00:12:49.304691' })).toEqual({ iso: '2026-11-26T00:12:49.304Z' });
});

test('what is no time, or is right, stays as it is', () => {
  const right = { Seconds: 1795651969, iso: '2026-11-26T00:12:49Z', Name: '2026-11-26T00:12:49', Other: null };
  expect(mend(right)).toEqual(right);
});
