import { describe, expect, it } from 'vitest';
import { fakeService } from './fake-sdk.ts';
import { loadSdk, operationsOf, partKeyOf, readManifest, sdkKeyOf } from './sdk.ts';
import { callsOf } from './service.ts';
import { services } from './services.ts';

const { service: fake } = fakeService(() => ({}));

describe('the small packages of the SDK', () => {
  it('bring what is called: listings, their children, parts, settings and other needs, each once', () => {
    const service = {
      ...fake,
      otherNeeds: [
        { action: 'fake:SimulateThings', why: '' },
        { action: 'fake:ListThings', why: '' },
      ],
    };
    expect(operationsOf(service)).toEqual([
      ...['GetDefaults', 'GetThingOwner', 'GetThingPolicy', 'ListLeaves', 'ListThings', 'SimulateThings'],
    ]);
  });

  it('are stale when what is called of them changes, and only then', () => {
    const more = { ...fake, otherNeeds: [{ action: 'fake:SimulateThings', why: '' }] };
    expect(partKeyOf(more)).not.toBe(partKeyOf(fake));
    expect(partKeyOf({ ...fake, client: 'OtherClient' })).not.toBe(partKeyOf(fake));
    expect(partKeyOf({ ...fake, name: 'Renamed' })).toBe(partKeyOf(fake));
    expect(sdkKeyOf([more])).not.toBe(sdkKeyOf([fake]));
    expect(sdkKeyOf([fake])).toBe(sdkKeyOf([fake]));
  });

  it('are not used for a service that they were not made for: its whole package is loaded', async () => {
    expect(await loadSdk(fake)).toHaveProperty('FakeClient');
    // Of STS there is one, made for what is declared; something else is called of it here.
    const sts = services.find(({ id }) => id === 'sts') ?? fake;
    const other = { ...sts, otherNeeds: [{ action: 'sts:DecodeAuthorizationMessage', why: '' }] };
    expect(await loadSdk(other)).toHaveProperty('DecodeAuthorizationMessageCommand');
  });

  it('hold the client and every operation that is called of it, for every service', async () => {
    const { key, services: made } = readManifest();
    expect(key, 'npm test makes them').toBe(sdkKeyOf(services));
    for (const service of services) {
      expect(made[service.id]).toBe(partKeyOf(service));
      const sdk = (await loadSdk(service)) as Record<string, unknown>;
      expect(sdk[service.client], service.id).toBeTypeOf('function');
      for (const { operation } of callsOf(service))
        expect(sdk[`${operation}Command`], operation).toBeTypeOf('function');
    }
    const iam = services.find(({ id }) => id === 'iam') ?? fake;
    expect(Object.keys(await loadSdk(iam))).toContain('paginateGetAccountAuthorizationDetails');
  });
});
