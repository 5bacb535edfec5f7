import type { PageTokens } from './service.ts';

export type SdkPaginator<Client> = (
  config: { client: Client; stopOnSameToken: boolean },
  input: object,
  options: { abortSignal: AbortSignal },
) => AsyncGenerator<unknown>;

/** The pages of a listing: by the SDK's paginator, by the tokens that the declaration names, or the one page there is. */
export function pagesOf<Client>(listing: {
  paginator: SdkPaginator<Client> | undefined;
  client: () => Client;
  read: (more: object) => Promise<unknown>;
  input: object;
  tokens: PageTokens | undefined;
  signal: AbortSignal;
}): AsyncGenerator<unknown> {
  const { paginator, read, tokens, signal } = listing;
  if (tokens !== undefined) return pagesByToken(read, tokens);
  if (paginator === undefined) return onePage(read);
  // The SDK writes the next page's token into the input that it is given.
  const input = { ...listing.input };
  return paginator({ client: listing.client(), stopOnSameToken: true }, input, { abortSignal: signal });
}

async function* pagesByToken(
  read: (more: object) => Promise<unknown>,
  { input, output }: PageTokens,
): AsyncGenerator<unknown, undefined> {
  for (let token: unknown; ; ) {
    const page = (await read(token === undefined ? {} : { [input]: token })) as Record<string, unknown>;
    yield page;
    const next = output
      .split('.')
      .reduce<unknown>((value, field) => (value as Record<string, unknown> | undefined)?.[field], page);
    if (next === undefined || next === null || next === '') return;
    // A listing cut short would make assets look deleted.
    if (next === token) throw new Error('AWS gave the same page token twice.');
    token = next;
  }
}

/** What AWS calls the token of the next page in its answers. */
const tokenFields = [
  ...['NextToken', 'nextToken', 'Marker', 'marker', 'NextMarker', 'nextMarker', 'nextPageToken', 'NextPageToken'],
  ...['NextRecordName', 'position', 'ContinuationToken', 'LastEvaluatedTableName', 'nextPageMarker'],
];

async function* onePage(read: (more: object) => Promise<unknown>): AsyncGenerator<unknown, undefined> {
  const page = await read({});
  yield page;
  const more =
    tokenIn(page) ??
    Object.values(page ?? {})
      .map(tokenIn)
      .find(Boolean);
  // A listing cut short would make assets look deleted.
  if (more !== undefined) throw new Error(`AWS has more pages than this version asks for (${more}).`);
}

/** The token may stand in the list that the page is, as CloudFront has it. */
function tokenIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return tokenFields.find((field) => {
    const token = (value as Record<string, unknown>)[field];
    return typeof token === 'string' && token !== '';
  });
}
