import { describe, expect, it } from 'vitest';
import { exitCodes } from './problem.ts';
import { exitCodeOf, groupGaps, mendOf, type Progress, progressLine, sumUp } from './scan-progress.ts';

const queuedAt = '2026-01-01T00:00:00.000Z';
const at = (seconds: number) => Date.parse(queuedAt) + seconds * 1000;

function scan(change: Partial<Progress> = {}): Progress {
  return {
    state: 'running',
    queuedAt,
    startedAt: queuedAt,
    finishedAt: null,
    parts: { total: 40, finished: 10 },
    assets: 1200,
    calls: 1,
    gaps: 0,
    ...change,
  };
}

describe('the progress line', () => {
  it('shows parts, assets, calls and seconds beside the bar', () => {
    expect(progressLine(sumUp([scan()], at(12)), 100)).toBe(
      '[#######-----------------------] 25%  10/40 parts  1,200 assets  1 call  12 s',
    );
  });

  it('shows gaps as soon as there are any', () => {
    expect(progressLine(sumUp([scan({ gaps: 2 })], at(1)), 100)).toContain('2 gaps');
  });

  it('says that no worker has begun', () => {
    const waiting = scan({ state: 'queued', startedAt: null, parts: { total: 0, finished: 0 }, assets: 0, calls: 0 });
    expect(progressLine(sumUp([waiting], at(3)), 100)).toContain('0%  waiting for a worker');
  });

  it('makes the bar narrower in a narrow terminal, and leaves it out where there is no room', () => {
    const sum = sumUp([scan()], at(12));
    expect(progressLine(sum, 64)).toHaveLength(64 - 1);
    expect(progressLine(sum, 40)).not.toContain('[');
  });

  it('adds up the scans of several accounts', () => {
    const ended = scan({ state: 'succeeded', parts: { total: 40, finished: 40 }, finishedAt: queuedAt });
    expect(progressLine(sumUp([scan(), ended], at(5)), 120)).toContain('1/2 accounts  50/80 parts  2,400 assets');
  });

  it('is full only at the end', () => {
    const almost = scan({ parts: { total: 1000, finished: 999 } });
    expect(progressLine(sumUp([almost], at(1)), 100)).toMatch(/#-\] 99%/);
    const whole = scan({ parts: { total: 1000, finished: 1000 } });
    expect(progressLine(sumUp([whole], at(1)), 100)).toMatch(/#{30}\]100%/);
  });
});

describe('the exit code', () => {
  it('is that of the worst scan', () => {
    expect(exitCodeOf([{ state: 'succeeded' }])).toBe(exitCodes.ok);
    expect(exitCodeOf([{ state: 'succeeded' }, { state: 'partial' }])).toBe(exitCodes.partial);
    expect(exitCodeOf([{ state: 'partial' }, { state: 'failed' }])).toBe(exitCodes.failed);
    expect(exitCodeOf([{ state: 'cancelled' }])).toBe(exitCodes.failed);
  });
});

describe('gaps', () => {
  const denied = {
    service: 's3',
    operation: 'GetBucketAcl',
    code: 'AccessDenied',
    message: 'no',
    permission: 's3:GetBucketAcl',
  };

  it('of one cause are shown once, with all their regions', () => {
    const groups = groupGaps([
      { ...denied, region: 'eu-west-1', assets: 2 },
      { ...denied, region: 'us-east-1', assets: 1 },
      { ...denied, region: 'us-east-1', assets: 1 },
      { ...denied, operation: 'ListBuckets', permission: null, code: 'Throttling', region: 'us-east-1', assets: 0 },
    ]);
    expect(groups).toMatchObject([
      { operation: 'GetBucketAcl', regions: ['eu-west-1', 'us-east-1'], assets: 4 },
      { operation: 'ListBuckets', regions: ['us-east-1'], assets: 0 },
    ]);
  });

  it('say what to do', () => {
    expect(mendOf(denied, 'production')).toContain('s3:GetBucketAcl');
    expect(mendOf({ permission: null, code: 'ThrottlingException' }, 'production')).toContain('throttling');
    expect(mendOf({ permission: null, code: 'InternalError' }, 'production')).toContain('next scan');
  });
});
