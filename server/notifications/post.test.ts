import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAllowedHosts } from './addresses.ts';
import { postJson } from './post.ts';
import { trustTestCertificate } from './test-certificate.ts';
import { type Receiver, startReceiver } from './test-receiver.ts';

let receiver: Receiver;
let secure: Receiver;
beforeAll(async () => {
  trustTestCertificate();
  [receiver, secure] = await Promise.all([startReceiver(), startReceiver({ isSecure: true })]);
});
afterAll(() => Promise.all([receiver.stop(), secure.stop()]));
beforeEach(() => {
  for (const one of [receiver, secure]) {
    one.received.length = 0;
    one.answer = (_, response) => response.end('ok');
  }
});

const loopback = { address: '127.0.0.1', family: 4 };
const soon = () => AbortSignal.timeout(20_000);

/** Posts as a CloudCoreo whose machine resolves all names to these addresses. */
function post(url: string, allowed = '127.0.0.1', addresses: LookupAddress[] = [loopback], signal = soon()) {
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    return addresses;
  };
  const destinations = { resolve, allowed: readAllowedHosts(allowed) };
  return { asked, answer: postJson(destinations, url, '{"a":"ü"}', { 'X-One': '1' }, signal) };
}

const codeOf = async ({ answer }: ReturnType<typeof post>) => {
  const result = await answer;
  return result.ok ? 'posted' : result.failure.code;
};

describe('posting to a webhook', () => {
  it('sends the body with its headers to the address that was checked, asked for once', async () => {
    const { asked, answer } = post(`${secure.url}/hook?key=1`);
    expect(await answer).toEqual({ ok: true, value: { host: 'hooks.example.com', status: 200 } });
    expect(asked).toEqual(['hooks.example.com']);
    expect(secure.received).toMatchObject([
      {
        path: '/hook?key=1',
        body: '{"a":"ü"}',
        headers: {
          'x-one': '1',
          'content-type': 'application/json',
          'content-length': '10',
          'user-agent': 'CloudCoreo',
        },
      },
    ]);
  });

  it('refuses a host of which any address is not on the public internet, and connects to none', async () => {
    const mixed = [{ address: '93.184.216.34', family: 4 }, loopback];
    expect(await codeOf(post(`${secure.url}/hook`, '', mixed))).toBe('address_refused');
    expect(await codeOf(post(`${secure.url}/hook`, '', [{ address: '::ffff:127.0.0.1', family: 6 }]))).toBe(
      'address_refused',
    );
    expect(secure.received).toEqual([]);
  });

  it('does not say which address a refused name stands for', async () => {
    const result = await post(`${secure.url}/hook`, '', [{ address: '10.11.12.13', family: 4 }]).answer;
    expect(result).toMatchObject({ ok: false, failure: { code: 'address_refused' } });
    expect(JSON.stringify(result)).toContain('hooks.example.com');
    expect(JSON.stringify(result)).not.toContain('10.11.12.13');
  });

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost./',
    'https://[fd00:ec2::254]/',
  ])('refuses %s, however it is written', async (url) => {
    expect(await codeOf(post(url, '', [loopback]))).toBe('address_refused');
  });

  it('speaks plain http with hosts alone that the configuration names, and no other protocol with any', async () => {
    expect(await codeOf(post(`${receiver.url}/hook`))).toBe('posted');
    expect(await codeOf(post('http://hooks.example.com/', '10.0.0.0/8'))).toBe('address_refused');
    expect(await codeOf(post('ftp://127.0.0.1/'))).toBe('address_refused');
    expect(await codeOf(post('https://user:password@hooks.example.com/'))).toBe('address_refused');
  });

  it('does not follow where it is sent elsewhere', async () => {
    receiver.answer = (_, response) => response.writeHead(307, { location: `${receiver.url}/other` }).end();
    expect(await codeOf(post(`${receiver.url}/hook`))).toBe('destination_redirects');
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('repeats of an answer its number, and a code word alone', async () => {
    receiver.answer = (_, response) => response.writeHead(404).end('no_service');
    expect(await post(receiver.url).answer).toMatchObject({
      failure: { code: 'destination_refused', detail: '127.0.0.1 answered 404 “no_service”.' },
    });
    receiver.answer = (_, response) => response.writeHead(500).end('secret of the house: 4711');
    expect(JSON.stringify(await post(receiver.url).answer)).not.toContain('4711');
  });

  it('reads no answer to its end that has none', async () => {
    receiver.answer = (_, response) => {
      response.writeHead(500);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1000)));
      };
      response.on('drain', more);
      more();
    };
    expect(await codeOf(post(receiver.url))).toBe('destination_refused');
    receiver.answer = (_, response) => response.writeHead(200).write('and so on');
    expect(await codeOf(post(receiver.url))).toBe('posted');
  });

  it('gives up on a server, and on a name server, that says nothing', async () => {
    receiver.answer = () => {};
    const asked = new AbortController();
    const waiting = post(receiver.url, '127.0.0.1', [loopback], asked.signal);
    await receiver.waitFor(1);
    asked.abort();
    expect(await codeOf(waiting)).toBe('destination_silent');
    const destinations = { resolve: () => new Promise<never>(() => {}), allowed: readAllowedHosts('') };
    const result = await postJson(destinations, 'https://hooks.example.com/', '', {}, AbortSignal.timeout(10));
    expect(result).toMatchObject({ ok: false, failure: { code: 'host_unknown' } });
  });

  it('says so when the host is not there, nobody listens, or the certificate is another’s', async () => {
    expect(await codeOf(post('https://hooks.example.com/', '127.0.0.1', []))).toBe('host_unknown');
    const gone = await startReceiver();
    await gone.stop();
    expect(await post(gone.url).answer).toMatchObject({
      failure: { code: 'destination_unreachable', detail: 'No connection to 127.0.0.1 came about (ECONNREFUSED).' },
    });
    const other = await post(secure.url.replace('hooks.', 'other.')).answer;
    expect(other).toMatchObject({ failure: { code: 'destination_unreachable' } });
    expect(JSON.stringify(other)).toContain('certificate');
    expect(secure.received).toEqual([]);
  });
});
