import { setupActions, startAws } from '../sandbox/aws.ts';
import { requestWith } from '../tests/aws-console.ts';
import { startProduct } from '../tests/product.ts';
import { percentile, round } from './measure.ts';

const latencyMilliseconds = 50;
const accounts = 8;

/** Calls made with the setup key, and connecting's duration against the sum of its calls' latencies. */
export async function measureConnect() {
  const aws = await startAws({ customerCount: accounts + 2, latencyMilliseconds });
  const product = await startProduct({ aws });
  try {
    const runs = [];
    for (const { accountId } of aws.accounts.customers.slice(0, accounts)) {
      const key = await aws.createSetupUser(accountId);
      aws.control.calls.clear();
      const beganAt = Date.now();
      const { status, body } = await product.connect(requestWith(key, `account ${accountId}`));
      const endedAt = Date.now();
      if (status !== 201) throw new Error(`Connecting answered ${status}: ${body.detail}`);
      // The first scan begins as soon as the account is connected, so only calls until then are connecting's.
      const calls = aws.control.calls.list().filter(({ at, milliseconds }) => at + milliseconds <= endedAt);
      const connecting = calls.filter(
        ({ service, action }) => service === 'sts' || (service === 'iam' && connectingActions.has(action)),
      );
      runs.push({
        setupKeyCalls: calls.filter(({ accessKeyId }) => accessKeyId === key.accessKeyId).length,
        wallMilliseconds: endedAt - beganAt,
        latencySum: connecting.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
        calls: connecting.length,
      });
      if (body.lastScan !== null) await product.finishedScan(body.id, body.lastScan.id);
    }
    // All objects are there, but CloudCoreo has forgotten them: the external ID differs, so the role is made anew first.
    const [first] = runs;
    const again = await secondTry(aws, product);
    return {
      setupKeyCallsFresh: Math.max(...runs.map(({ setupKeyCalls }) => setupKeyCalls)),
      setupKeyCallsSecondTry: again,
      callsInAll: first?.calls,
      wallSecondsMedian: round(
        percentile(
          runs.map(({ wallMilliseconds }) => wallMilliseconds),
          0.5,
        ) / 1000,
      ),
      latencySumSecondsMedian: round(
        percentile(
          runs.map(({ latencySum }) => latencySum),
          0.5,
        ) / 1000,
      ),
      ratioMedian: round(
        percentile(
          runs.map((run) => run.wallMilliseconds / run.latencySum),
          0.5,
        ),
      ),
      ratioWorst: round(Math.max(...runs.map((run) => run.wallMilliseconds / run.latencySum))),
    };
  } finally {
    await product.stop();
    await aws.stop();
  }
}

/** What connecting asks IAM: with the setup key, and then as the role to read back what was made. */
const connectingActions = new Set([
  ...setupActions.map((action) => action.replace('iam:', '')),
  ...['ListAttachedRolePolicies', 'ListRolePolicies', 'GetPolicyVersion'],
]);

/** Fails at the last step for once, so that all objects exist, and counts the setup key's calls of the second try. */
async function secondTry(aws: Awaited<ReturnType<typeof startAws>>, product: Awaited<ReturnType<typeof startProduct>>) {
  const account = aws.accounts.customers[accounts];
  if (account === undefined) throw new Error('The sandbox needs one more customer account.');
  const key = await aws.createSetupUser(account.accountId);
  const fault = aws.control.faults.add({
    match: { action: 'AssumeRole' },
    effect: { kind: 'error', status: 400, code: 'RegionDisabledException', message: 'for the benchmark' },
  });
  const failedTry = await product.connect(requestWith(key, 'second try'));
  if (failedTry.status === 201) throw new Error('The first try was to fail.');
  aws.control.faults.remove(fault);
  aws.control.calls.clear();
  const { status } = await product.connect(requestWith(key, 'second try'));
  if (status !== 201) throw new Error('The second try was to succeed.');
  return aws.control.calls.list({ accessKeyId: key.accessKeyId }).length;
}
