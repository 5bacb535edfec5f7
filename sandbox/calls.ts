/** One AWS API call as the sandbox saw it. */
export type CallRecord = {
  /** Milliseconds since the epoch, by the machine's clock. */
  at: number;
  accessKeyId: string | undefined;
  accountId: string | undefined;
  principalArn: string | undefined;
  service: string;
  action: string;
  /** The IAM action that the call needs, for example `s3:GetEncryptionConfiguration`. */
  permission: string;
  region: string;
  /** The HTTP status answered; 0 when the connection was cut or never answered. */
  status: number;
  errorCode: string | undefined;
  /** How long the call took, injected latency included. */
  milliseconds: number;
};

/** Which calls are meant; what is left out matches everything. */
export type CallFilter = {
  service?: string;
  action?: string;
  region?: string;
  accessKeyId?: string;
  accountId?: string;
};

export type CallLog = {
  add(call: CallRecord): void;
  /** The calls seen since the last clearing, oldest first. Only the newest ones are kept. */
  list(filter?: CallFilter): CallRecord[];
  clear(): void;
};

/** Keeps the newest `capacity` calls. */
export function createCallLog(capacity = 50_000): CallLog {
  let calls: CallRecord[] = [];
  return {
    add(call) {
      calls.push(call);
      // Cut in large steps, so that a full log does not copy itself at each call.
      if (calls.length > capacity * 1.2) calls = calls.slice(-capacity);
    },
    list: (filter = {}) => calls.slice(-capacity).filter((call) => matchesFilter(filter, call)),
    clear() {
      calls = [];
    },
  };
}

/** Whether a call is among those that a filter means. */
export function matchesFilter(filter: CallFilter, call: { [Key in keyof CallFilter]?: string | undefined }): boolean {
  return (
    (filter.service === undefined || filter.service === call.service) &&
    (filter.action === undefined || filter.action === call.action) &&
    (filter.region === undefined || filter.region === call.region) &&
    (filter.accessKeyId === undefined || filter.accessKeyId === call.accessKeyId) &&
    (filter.accountId === undefined || filter.accountId === call.accountId)
  );
}
