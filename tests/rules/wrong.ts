import type { Aws } from '../../sandbox/aws.ts';

/** Makes clients of an administrator of the account: `connect(SQSClient)`. */
export type Connect = <Client>(Class: new (settings: Settings) => Client) => Client;

export interface Settings {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  forcePathStyle: boolean;
}

export function connectAs(aws: Aws, accountId: string): Connect {
  const credentials = aws.administratorCredentials(accountId);
  return (Class) => new Class({ endpoint: aws.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
}

/** Something that is wrong in an account until it is mended, with the rules that must find it. */
export interface Wrong {
  what: string;
  /** Builds it; returns the asset's name, or of each rule's asset the name. */
  make(connect: Connect, accountId: string): Promise<string | Record<string, string>>;
  rules: readonly string[];
  mend(connect: Connect, accountId: string): Promise<void>;
}
