import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Aws, startAws } from '../sandbox/aws.ts';
import type { ChannelView, DeliveryPage, TriedChannel } from '../server/notifications/api.ts';
import { type Received, type Receiver, startReceiver } from '../server/notifications/test-receiver.ts';
import { openConsole, requestWith } from './aws-console.ts';
import { type Product, startProduct, until } from './product.ts';

const environment = { CLOUDCOREO_NOTIFY_PRIVATE_HOSTS: '127.0.0.1' };
const secretPath = 'canary-of-the-url-4711';
const signingKey = 'canary-of-the-signing-key-4711-4711';

let aws: Aws;
let receiver: Receiver;
let product: Product;
beforeAll(async () => {
  aws = await startAws({ customerCount: 2, estate: 'small', regions: ['us-east-1'] });
  receiver = await startReceiver();
  product = await startProduct({ aws, environment });
});
afterAll(async () => {
  await product?.stop();
  await receiver?.stop();
  await aws?.stop();
});

const isFindings = ({ body }: Received) => JSON.parse(body).kind === 'findings';

it('tells of what a scan found, also when CloudCoreo is killed while it sends, and leaves no secret lying around', async () => {
  const channel = await product.call<ChannelView>('POST', '/api/v1/notifications/channels', {
    ...{ kind: 'webhook', name: 'incidents', url: `${receiver.url}/${secretPath}`, signingKey },
  });
  expect(channel.status).toBe(201);
  const path = `/api/v1/notifications/channels/${channel.body.id}/test`;
  expect(await product.call<TriedChannel>('POST', path)).toMatchObject({ status: 200, body: { flaw: null } });
  const subscription = await product.call('POST', '/api/v1/notifications/subscriptions', {
    ...{ name: 'all', channelId: channel.body.id, isEnabled: true, changes: ['opened'], severities: null },
    ...{ cloudAccountIds: null, ruleIds: null, timing: 'immediate', hour: 8, timeZone: 'UTC' },
  });
  expect(subscription.status).toBe(201);

  // The receiver has the message and says nothing.
  receiver.answer = () => {};
  const key = await aws.createSetupUser(openConsole(aws).freshAccount());
  const connected = await product.connect(requestWith(key, 'production'));
  expect(connected.status).toBe(201);
  await receiver.waitFor(2);
  await product.kill();
  const logs = [product.log()];
  const { length: sentBefore } = receiver.received.filter(isFindings);
  receiver.answer = (_, response) => response.end('ok');
  product = await startProduct({ aws, environment, from: product });
  const sent = await until('the message was sent', async () => {
    const { body } = await product.call<DeliveryPage>('GET', '/api/v1/notifications/deliveries?state=sent');
    return body.items[0];
  });
  logs.push(product.log());

  const told = receiver.received.filter(isFindings);
  expect(told.length).toBeGreaterThan(sentBefore);
  // A receiver that keeps the IDs it has seen takes each message once.
  const same = told.filter(({ headers }) => headers['cloudcoreo-delivery'] === sent.id);
  expect(same.length).toBeGreaterThan(1);
  for (const { headers, body } of told) {
    const signature = createHmac('sha256', signingKey)
      .update(`${headers['cloudcoreo-timestamp']}.${body}`)
      .digest('hex');
    expect(headers['cloudcoreo-signature']).toBe(`sha256=${signature}`);
  }
  const document = JSON.parse(same.at(-1)?.body ?? '');
  expect(document.counts.opened).toBeGreaterThan(0);
  expect(document.url).toMatch(/^http:\/\/localhost:\d+\/findings\?/);
  expect(document.findings[0]).toMatchObject({ change: 'opened', accountNickname: 'production' });

  await product.kill();
  const found = logs.filter((log) => log.includes('canary-of-the'));
  for (const file of await readdir(product.dataDirectory, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const text = await readFile(join(file.parentPath, file.name), 'latin1');
    if (text.includes('canary-of-the')) found.push(file.name);
  }
  expect(found).toEqual([]);
}, 240_000);
