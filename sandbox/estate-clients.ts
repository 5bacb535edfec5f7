import { NodeHttpHandler } from '@smithy/node-http-handler';

/** What the seeding gives every SDK client: it speaks to moto itself, before it checks permissions. */
export interface DirectSettings {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  forcePathStyle: boolean;
  requestHandler: NodeHttpHandler;
}

/** Makes clients that act in one account: `connect(SQSClient, 'eu-west-1')`. */
export type Connect = <Client extends { middlewareStack: { add(middleware: never, options: never): void } }>(
  Class: new (settings: DirectSettings) => Client,
  region: string,
) => Client;

/** Clients that speak to moto on this port as this account. */
export function connectDirectly(port: number, accountId: string): Connect {
  return (Class, region) => {
    const client = new Class({
      endpoint: `http://127.0.0.1:${port}`,
      region,
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      forcePathStyle: true,
      // Of their own accord the clients of Kinesis speak HTTP/2, which moto does not.
      requestHandler: new NodeHttpHandler(),
    });
    client.middlewareStack.add(inAccount(accountId) as never, { step: 'build' } as never);
    return client;
  };
}

/** A step of an SDK client that names the account to moto. */
function inAccount(accountId: string) {
  return <Call extends { request: unknown }, Result>(next: (call: Call) => Promise<Result>) =>
    (call: Call): Promise<Result> => {
      const request = call.request as { headers: Record<string, string> };
      request.headers['x-moto-account-id'] = accountId;
      return next(call);
    };
}
