import { describe, expect, it } from 'vitest';
import { pagesOf, type SdkPaginator } from './pages.ts';
import type { PageTokens } from './service.ts';

const signal = new AbortController().signal;

/** Reads a listing of the answers given, and says what it was asked with. */
async function readAll(
  answers: unknown[],
  { tokens, paginator }: { tokens?: PageTokens; paginator?: SdkPaginator<string> } = {},
) {
  const asked: object[] = [];
  const read = async (more: object) => {
    asked.push(more);
    return answers[asked.length - 1];
  };
  const input = { MaxResults: 100 };
  const pages: unknown[] = [];
  let error: unknown;
  try {
    for await (const page of pagesOf({ paginator, client: () => 'the client', read, input, tokens, signal })) {
      pages.push(page);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { asked, pages, error, input };
}

describe('the pages of a listing that declares its tokens', () => {
  it('are read until there is no token, each with the token of the one before', async () => {
    const answers = [{ Items: [1], NextMarker: 'two' }, { Items: [2], NextMarker: 'three' }, { Items: [3] }];
    const { asked, pages, error } = await readAll(answers, { tokens: { input: 'Marker', output: 'NextMarker' } });
    expect(error).toBeUndefined();
    expect(pages).toEqual(answers);
    expect(asked).toEqual([{}, { Marker: 'two' }, { Marker: 'three' }]);
  });

  it('find the token in the list that the page is', async () => {
    const answers = [{ DistributionList: { NextMarker: 'two' } }, { DistributionList: {} }];
    const { asked, pages } = await readAll(answers, {
      tokens: { input: 'Marker', output: 'DistributionList.NextMarker' },
    });
    expect(pages).toEqual(answers);
    expect(asked).toEqual([{}, { Marker: 'two' }]);
  });

  it.each([
    ['nothing', {}],
    ['null', { NextMarker: null }],
    ['an empty text', { NextMarker: '' }],
    ['a page that is empty', undefined],
  ])('end with %s for a token', async (_, last) => {
    const answers = [{ NextMarker: 'two' }, last];
    const { pages, error } = await readAll(answers, { tokens: { input: 'Marker', output: 'NextMarker' } });
    expect(error).toBeUndefined();
    expect(pages).toEqual(answers);
  });

  it('are a failure when AWS gives the same token again: neither endless nor taken for complete', async () => {
    const answers = Array.from({ length: 10 }, () => ({ NextMarker: 'same' }));
    const { asked, error } = await readAll(answers, { tokens: { input: 'Marker', output: 'NextMarker' } });
    expect(asked).toEqual([{}, { Marker: 'same' }]);
    expect(error).toMatchObject({ message: expect.stringContaining('the same page token') });
  });

  it('are read by them also where the SDK has a paginator', async () => {
    const paginator: SdkPaginator<string> = async function* () {
      yield 'of the paginator';
    };
    const tokens = { input: 'Marker', output: 'NextMarker' };
    expect((await readAll([{ Items: [] }], { tokens, paginator })).pages).toEqual([{ Items: [] }]);
  });
});

describe('the pages of a listing that the SDK has a paginator for', () => {
  it('are those of the paginator, which gets an input of its own to write tokens into', async () => {
    const given: unknown[] = [];
    const paginator: SdkPaginator<string> = async function* (config, input, options) {
      given.push(config, { ...input }, options.abortSignal);
      Object.assign(input, { NextToken: 'two' });
      yield 'one';
      yield 'two';
    };
    const { pages, input } = await readAll([], { paginator });
    expect(pages).toEqual(['one', 'two']);
    expect(given).toEqual([{ client: 'the client', stopOnSameToken: true }, { MaxResults: 100 }, signal]);
    expect(input).toEqual({ MaxResults: 100 });
  });
});

describe('the page of a listing that has only one', () => {
  it.each([
    [{ Items: [1, 2] }],
    [{ NextToken: '' }],
    [{ NextToken: null }],
    [undefined],
    [{ Items: [{ NextToken: 'x' }] }],
  ])('is all there is when AWS gives no token: %j', async (page) => {
    const { asked, pages, error } = await readAll([page]);
    expect(error).toBeUndefined();
    expect(pages).toEqual([page]);
    expect(asked).toEqual([{}]);
  });

  it.each([
    [{ NextToken: 'more' }, 'NextToken'],
    [{ nextToken: 'more' }, 'nextToken'],
    [{ Marker: 'more' }, 'Marker'],
    [{ NextMarker: 'more' }, 'NextMarker'],
    [{ position: 'more' }, 'position'],
    [{ LastEvaluatedTableName: 'more' }, 'LastEvaluatedTableName'],
    [{ DistributionList: { NextMarker: 'more' } }, 'NextMarker'],
  ])('is given, and then an error, when AWS has more: %j', async (page, field) => {
    const { pages, error } = await readAll([page]);
    expect(pages).toEqual([page]);
    expect(String(error)).toContain(`(${field})`);
  });
});
