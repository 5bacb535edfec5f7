import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import { deleteTestAssets, insertTestAsset } from '../assets/test-asset.ts';
import { auditLog } from '../audit/schema.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { findings } from '../findings/schema.ts';
import type { Caller } from '../http/api.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import type { ActionDeclaration } from './action.ts';
import type { ActionChange, ActionRequest } from './api.ts';
import { changeActions } from './change-actions.ts';
import type { ActionsContext } from './context.ts';
import { workOn } from './jobs.ts';
import { offersOfFinding } from './offers.ts';
import { actByPolicies, writePolicy } from './policies.ts';
import { countActions, showAction } from './query.ts';
import { requestActions } from './request.ts';
import { scanChanged } from './scan-changed.ts';
import { type Action, accountManagement, actions } from './schema.ts';
import { changeApprovals, changeBrake } from './settings.ts';
import { answerOf, createFakeAws, type FakeAws, fakeSessions, removeThing, shutThing } from './test-action.ts';

describe.each(testDatabaseKinds())('an action, on $name', (kind) => {
  let opened: OpenDatabase;
  let database: Database;
  let aws: FakeAws;
  let context: ActionsContext;
  let owner: { cloudAccountId: string; teamId: string };
  let ann: Caller;
  let bob: Caller;
  let requested: string[];
  let scans: object[];

  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
  });
  afterAll(async () => {
    await opened?.close();
    kind.stop();
  });
  beforeEach(async () => {
    owner = await insertTestAccount(database, { awsAccountId: '111122223333' });
    const caller = { teamId: owner.teamId, role: 'operator', via: 'session' } as const;
    ann = { ...caller, userId: 'usr_ann', name: 'Ann' };
    bob = { ...caller, userId: 'usr_bob', name: 'Bob' };
    aws = createFakeAws();
    requested = [];
    scans = [];
    const kinds: ActionDeclaration[] = [shutThing(aws), removeThing(aws)];
    context = {
      database,
      log: { error: () => {}, warn: () => {} },
      kinds: new Map(kinds.map((one) => [one.id, one])),
      openNarrowSession: fakeSessions(aws),
      requestWork: async (_, { id }) => {
        requested.push(id);
      },
      startScan: async (_, request) => {
        scans.push(request);
        return { id: 'scan_1', isNew: true };
      },
      pauses: [1, 1],
    };
    await permit(['thing-remove', 'thing-shut']);
    return async () => {
      // One AWS account is connected once.
      await database.delete(cloudAccounts).where(eq(cloudAccounts.id, owner.cloudAccountId));
    };
  });

  async function permit(permitted: string[], more: Partial<typeof accountManagement.$inferInsert> = {}) {
    const row = {
      ...owner,
      ticked: ['thing-remove', 'thing-shut'],
      permitted,
      isProtected: false,
      window: null,
      ...more,
    };
    await database
      .insert(accountManagement)
      .values(row)
      .onConflictDoUpdate({ target: accountManagement.cloudAccountId, set: row });
  }
  async function addThing(name: string, thing: Partial<{ Door: string; Window: string }> = {}, tags = {}) {
    aws.things.set(name, { Door: 'open', Window: 'open', ...thing });
    const arn = `arn:aws:thing:eu-west-1:111122223333:thing/${name}`;
    return insertTestAsset(database, owner, name, { arn, type: 'Test::Thing::Thing', service: 'thing', tags });
  }
  async function ask(request: Partial<ActionRequest>) {
    const answer = await requestActions(context, ann, { kind: 'thing-shut', parameters: {}, ...request });
    if (!answer.ok) throw new Error(answer.failure.detail);
    return answer.value;
  }
  async function work(id: string): Promise<Action> {
    await workOn(context, { ...owner, id }, new AbortController().signal);
    return read(id);
  }
  async function read(id: string): Promise<Action> {
    const [row] = await database.select().from(actions).where(eq(actions.id, id));
    if (row === undefined) throw new Error(`${id} is gone.`);
    return row;
  }
  async function plan(name = 'hut', request: Partial<ActionRequest> = {}, thing = {}, tags = {}): Promise<Action> {
    const assetId = await addThing(name, thing, tags);
    const { ids } = await ask({ assetIds: [assetId], ...request });
    return work(ids[0] ?? '');
  }
  const change = (id: string, what: ActionChange['change'], caller = ann) =>
    changeActions(context, caller, { ids: [id], change: what });
  async function apply(id: string): Promise<Action> {
    expect(await change(id, { kind: 'apply' })).toEqual({ changed: [id], unchanged: [] });
    return work(id);
  }
  const auditOf = (id: string) =>
    database
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.teamId, owner.teamId), eq(auditLog.target, id)))
      .orderBy(auditLog.at, auditLog.position);

  describe('that goes well', () => {
    it('is planned from what AWS has now, and nothing is changed', async () => {
      const planned = await plan('hut', {}, { Window: 'shut' });
      expect(planned).toMatchObject({ status: 'planned', plan: { mayBreak: ['Nobody can enter hut any more.'] } });
      expect(planned.plan?.changes).toEqual([{ path: 'Door', before: 'open', after: 'shut' }]);
      expect(aws.calls).toEqual(['GetThing hut']);
      expect(JSON.parse(aws.policies[0] ?? '').Statement).toEqual([
        { Effect: 'Allow', Action: ['thing:GetThing'], Resource: 'arn:aws:thing:eu-west-1:111122223333:thing/hut' },
      ]);
    });

    it('is applied, read again, undone, and every step is in the audit log with AWS’s request IDs', async () => {
      const { id } = await plan();
      const done = await apply(id);
      expect(done).toMatchObject({ status: 'done', failure: null, awaitsScan: true });
      expect(aws.things.get('hut')).toEqual({ Door: 'shut', Window: 'shut' });
      await change(id, { kind: 'undo' });
      expect(await work(id)).toMatchObject({ status: 'undone' });
      expect(aws.things.get('hut')).toEqual({ Door: 'open', Window: 'open' });
      const entries = await auditOf(id);
      expect(entries.map(({ action }) => action)).toEqual([
        ...['action.request', 'action.queue', 'action.apply', 'action.ask_undo', 'action.undo'],
      ]);
      expect(entries[2]?.details).toMatchObject({
        result: 'done',
        changes: [{ path: 'Door' }, { path: 'Window' }],
        awsRequests: [{ operation: 'GetThing' }, { operation: 'PutDoor', requestId: 'r-3' }, {}, {}],
      });
      expect((await read(id)).events.map(({ what, who }) => [what, who])).toContainEqual(['Asked for.', 'Ann']);
    });

    it('has the account scanned where it changed something, once', async () => {
      const { id } = await plan();
      await apply(id);
      await scanChanged(context, owner.cloudAccountId);
      await scanChanged(context, owner.cloudAccountId);
      expect(scans).toEqual([
        {
          ...{ cloudAccountId: owner.cloudAccountId, trigger: 'action', requestedBy: null },
          ...{ services: ['thing'], regions: ['eu-west-1'] },
        },
      ]);
    });

    it('is unneeded where it is so already, and refused where it would make no sense', async () => {
      expect(await plan('shut', {}, { Door: 'shut', Window: 'shut' })).toMatchObject({ status: 'unneeded' });
      expect(await plan('wall', {}, { Window: 'bricked up' })).toMatchObject({
        ...{ status: 'refused', failure: { code: 'action_unfit', detail: 'It has no window.' } },
      });
    });

    it('takes parameters, and says what is wrong with them', async () => {
      const { id } = await plan('hut', { parameters: { keepWindow: true } });
      await apply(id);
      expect(aws.things.get('hut')).toEqual({ Door: 'shut', Window: 'open' });
      const wrong = await requestActions(context, ann, {
        ...{ kind: 'thing-shut', parameters: { keepWindow: 'no' }, assetIds: ['x'] },
      });
      expect(wrong).toMatchObject({ ok: false, failure: { code: 'input_invalid' } });
    });
  });

  describe('that does not go well', () => {
    it('is not applied when the asset changed meanwhile, and gets a new plan that must be approved anew', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      aws.things.set('hut', { Door: 'open', Window: 'shut' });
      const planned = await work(id);
      expect(planned).toMatchObject({ status: 'planned', approvedById: null, startedAt: null });
      expect(planned.plan?.changes).toEqual([{ path: 'Door', before: 'open', after: 'shut' }]);
      expect(aws.calls.filter((call) => call.startsWith('Put'))).toEqual([]);
      expect(await apply(id)).toMatchObject({ status: 'done' });
    });

    it('is done without a call when somebody made it so meanwhile', async () => {
      const { id } = await plan();
      aws.things.set('hut', { Door: 'shut', Window: 'shut' });
      expect(await apply(id)).toMatchObject({ status: 'done' });
      expect(aws.calls.filter((call) => call.startsWith('Put'))).toEqual([]);
    });

    it('fails when the asset is gone, in AWS or as far as is known', async () => {
      const { id } = await plan();
      aws.things.clear();
      expect(await apply(id)).toMatchObject({ status: 'failed', failure: { code: 'asset_gone' } });
      const assetId = await addThing('tent');
      const { ids } = await ask({ assetIds: [assetId] });
      await deleteTestAssets(database, owner, [assetId]);
      expect(await work(ids[0] ?? '')).toMatchObject({ status: 'refused', failure: { code: 'asset_gone' } });
    });

    it('says which permission was denied, and that nothing was changed', async () => {
      const { id } = await plan();
      aws.before = (operation) => {
        if (operation === 'PutDoor') throw answerOf('AccessDenied', 403);
      };
      const failed = await apply(id);
      expect(failed).toMatchObject({
        status: 'failed',
        failure: { code: 'action_denied', aws: { code: 'AccessDenied' } },
      });
      expect(failed.failure?.detail).toMatch(/thing:PutDoor .* Nothing was changed\.$/);
    });

    it('waits when AWS throttles, and fails when it goes on doing so', async () => {
      const { id } = await plan();
      let times = 2;
      aws.before = (operation) => {
        if (operation === 'PutDoor' && times-- > 0) throw answerOf('ThrottlingException');
      };
      expect(await apply(id)).toMatchObject({ status: 'done' });
      const other = await plan('tent');
      times = 1000;
      expect(await apply(other.id)).toMatchObject({ status: 'failed', failure: { code: 'action_throttled' } });
    });

    it('that is half done says so, can be planned again to do the rest, or be undone', async () => {
      const first = await plan('hut');
      const second = await plan('tent');
      aws.before = (operation) => {
        if (operation === 'PutWindow') throw answerOf('InternalFailure');
      };
      for (const { id } of [first, second]) {
        const failed = await apply(id);
        expect(failed).toMatchObject({ status: 'failed', failure: { code: 'action_refused_by_aws' } });
        expect(failed.failure?.detail).toMatch(/A part of it was changed before\.$/);
      }
      aws.before = () => {};
      await change(first.id, { kind: 'plan' });
      expect((await work(first.id)).plan?.changes).toEqual([{ path: 'Window', before: 'open', after: 'shut' }]);
      await change(second.id, { kind: 'undo' });
      expect(await work(second.id)).toMatchObject({ status: 'undone' });
      expect(aws.things.get('tent')).toEqual({ Door: 'open', Window: 'open' });
    });

    it('that AWS took but does not show fails as not verified', async () => {
      const { id } = await plan();
      aws.before = (operation, name) => {
        if (operation === 'GetThing' && aws.calls.length > 3) aws.things.set(name, { Door: 'ajar', Window: 'ajar' });
      };
      expect(await apply(id)).toMatchObject({ status: 'failed', failure: { code: 'action_not_verified' } });
    });

    it('is not undone over a later change', async () => {
      const { id } = await plan();
      await apply(id);
      aws.things.set('hut', { Door: 'walled', Window: 'shut' });
      await change(id, { kind: 'undo' });
      expect(await work(id)).toMatchObject({ status: 'done', failure: { code: 'asset_changed' } });
      expect(aws.things.get('hut')?.Door).toBe('walled');
    });

    it('keeps why the role could not be assumed', async () => {
      aws.refusal = { code: 'role_unreachable', detail: 'No.', mend: 'Look.' };
      expect(await plan()).toMatchObject({ status: 'refused', failure: { code: 'role_unreachable' } });
    });
  });

  describe('whose worker dies', () => {
    /** Lets the worker die at a call, before AWS carries it out. */
    async function dieAt(id: string, operation: string): Promise<void> {
      const worker = new AbortController();
      aws.before = (called) => {
        if (called !== operation) return;
        worker.abort(new Error('The worker dies.'));
        throw answerOf('Nobody hears this');
      };
      await expect(workOn(context, { ...owner, id }, worker.signal)).rejects.toThrow('The worker dies.');
      aws.before = () => {};
      expect(await read(id)).toMatchObject({ status: 'applying', attempt: 1 });
    }

    it('goes on from where it was, and makes no call twice that was carried out', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await dieAt(id, 'PutWindow');
      expect(aws.things.get('hut')).toEqual({ Door: 'shut', Window: 'open' });
      expect(await work(id)).toMatchObject({ status: 'done', attempt: 2 });
      expect(aws.calls.filter((call) => call === 'PutDoor hut')).toHaveLength(1);
    });

    it('is done without a call when all was carried out', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await dieAt(id, 'GetThing');
      aws.things.set('hut', { Door: 'shut', Window: 'shut' });
      aws.calls.length = 0;
      expect(await work(id)).toMatchObject({ status: 'done' });
      expect(aws.calls).toEqual(['GetThing hut']);
    });

    it('is given up when that happens again and again, and not because it was applied and undone often', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await database.update(actions).set({ attempt: 100 }).where(eq(actions.id, id));
      expect(await work(id)).toMatchObject({ status: 'done', attempt: 101 });
      const died = Array.from({ length: 30 }, () => ({ at: '', what: 'A worker takes it up.', who: null }));
      await database.update(actions).set({ status: 'undoing', events: died }).where(eq(actions.id, id));
      expect(await work(id)).toMatchObject({ status: 'done', failure: { code: 'internal_error' } });
    });

    it('does not come back to meddle when another has taken over', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      aws.before = async (operation) => {
        // While this one is between two calls another takes the action over.
        if (operation === 'PutDoor') await database.update(actions).set({ attempt: 9 }).where(eq(actions.id, id));
      };
      await work(id);
      expect(aws.calls.filter((call) => call.startsWith('Put'))).toEqual(['PutDoor hut']);
      expect(await read(id)).toMatchObject({ status: 'applying', attempt: 9 });
    });
  });

  describe('that must not be', () => {
    it('is refused for protected assets, protected accounts, and CloudCoreo’s own role', async () => {
      expect(await plan('safe', {}, {}, { 'cloudcoreo:protected': 'no' })).toMatchObject({
        ...{ status: 'refused', failure: { code: 'asset_protected' } },
      });
      const { id } = await plan();
      await permit(['thing-shut'], { isProtected: true });
      expect(await change(id, { kind: 'apply' })).toMatchObject({ unchanged: [{ why: /is protected/ }] });
      await permit(['thing-shut']);
      const own = await addThing('CloudCoreoAssumedRole');
      const arn = 'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole';
      await database.update(assets).set({ arn }).where(eq(assets.id, own));
      const { ids } = await ask({ assetIds: [own] });
      expect(await work(ids[0] ?? '')).toMatchObject({ status: 'refused', failure: { code: 'action_on_itself' } });
      expect(aws.calls.filter((call) => call.startsWith('Put'))).toEqual([]);
    });

    it('is planned, but not applied, where the role is not allowed it', async () => {
      await permit([]);
      const { id } = await plan();
      expect(await change(id, { kind: 'apply' })).toMatchObject({ unchanged: [{ why: /does not allow it yet/ }] });
      expect(await showAction(database, owner.teamId, id, context.kinds)).toMatchObject({
        obstacle: { code: 'action_not_in_force' },
      });
      await permit([], { ticked: [] });
      expect(await change(id, { kind: 'apply' })).toMatchObject({ unchanged: [{ why: /not ticked/ }] });
    });

    it('fails when it is not permitted any more when its turn comes', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await permit([]);
      expect(await work(id)).toMatchObject({
        status: 'failed',
        startedAt: null,
        failure: { code: 'action_not_in_force' },
      });
    });

    it('is neither undone nor gone on with when the account is protected meanwhile', async () => {
      const { id } = await plan();
      await apply(id);
      await change(id, { kind: 'undo' });
      await permit(['thing-shut'], { isProtected: true });
      expect(await work(id)).toMatchObject({ status: 'done', failure: { code: 'account_protected' } });
      await database.update(actions).set({ status: 'applying' }).where(eq(actions.id, id));
      expect(await work(id)).toMatchObject({ status: 'failed', failure: { code: 'account_protected' } });
      expect(aws.things.get('hut')).toEqual({ Door: 'shut', Window: 'shut' });
    });

    it('is no action that CloudCoreo forgot', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await database.update(actions).set({ kind: 'thing-gild' }).where(eq(actions.id, id));
      expect(await work(id)).toMatchObject({ status: 'failed', failure: { code: 'action_unknown' } });
    });

    it('wants the asset’s name where there is no way back, and has none', async () => {
      const { id } = await plan('hut', { kind: 'thing-remove' });
      expect(await change(id, { kind: 'apply' })).toMatchObject({ unchanged: [{ why: /no way back/ }] });
      expect(await change(id, { kind: 'apply', assetName: 'tent' })).toMatchObject({ changed: [] });
      await change(id, { kind: 'apply', assetName: 'hut' });
      expect(await work(id)).toMatchObject({ status: 'done' });
      expect(aws.things.size).toBe(0);
      expect(await change(id, { kind: 'undo' })).toMatchObject({ unchanged: [{ why: /no way back|not there/ }] });
    });

    it('is applied to an asset by one request at a time', async () => {
      const assetId = await addThing('hut');
      const { ids } = await ask({ assetIds: [assetId] });
      const { ids: others } = await ask({ assetIds: [assetId] });
      for (const id of [...ids, ...others]) await work(id);
      await change(ids[0] ?? '', { kind: 'apply' });
      expect(await change(others[0] ?? '', { kind: 'apply' })).toMatchObject({ unchanged: [{ why: /same action/ }] });
    });

    it('is of another team’s business', async () => {
      const { id } = await plan();
      const eve = { ...ann, teamId: 'team_eve' };
      expect(await change(id, { kind: 'apply' }, eve)).toMatchObject({
        unchanged: [{ why: /no action with this ID/ }],
      });
      expect(await showAction(database, 'team_eve', id, context.kinds)).toBeUndefined();
      const asset = await addThing('tent');
      expect(
        await requestActions(context, eve, { kind: 'thing-shut', parameters: {}, assetIds: [asset] }),
      ).toMatchObject({
        value: { ids: [], refused: [{ id: asset }] },
      });
    });
  });

  describe('that waits', () => {
    it('for a second person, who is not the one who asked', async () => {
      await changeApprovals(database, ann, [{ tagKey: 'env', tagValue: 'prod' }]);
      const { id } = await plan('hut', {}, {}, { env: 'prod' });
      await change(id, { kind: 'apply' });
      expect(await read(id)).toMatchObject({ status: 'waiting' });
      expect(await work(id)).toMatchObject({ status: 'waiting' });
      expect(await change(id, { kind: 'approve' })).toMatchObject({ unchanged: [{ why: /second person/ }] });
      await change(id, { kind: 'approve' }, bob);
      expect(await work(id)).toMatchObject({ status: 'done', approvedByName: 'Bob' });
      const free = await plan('tent', {}, {}, { env: 'test' });
      expect(await apply(free.id)).toMatchObject({ status: 'done' });
    });

    it('and is rejected, ends with the reason', async () => {
      await changeApprovals(database, ann, [{}]);
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await change(id, { kind: 'reject', reason: 'Not today.' }, bob);
      expect(await read(id)).toMatchObject({ status: 'cancelled' });
      expect((await read(id)).events.at(-1)).toMatchObject({ what: 'Rejected: Not today.', who: 'Bob' });
    });

    it('for the account’s change window', async () => {
      const closed = { days: [(new Date().getUTCDay() + 3) % 7], from: '00:00', to: '01:00', timeZone: 'UTC' };
      await permit(['thing-shut'], { window: closed });
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      const waiting = await work(id);
      expect(waiting.status).toBe('queued');
      expect(waiting.dueAt?.getUTCDay()).toBe(closed.days[0]);
      await permit(['thing-shut'], { window: { ...closed, days: [0, 1, 2, 3, 4, 5, 6], to: '00:00' } });
      expect(await work(id)).toMatchObject({ status: 'done', dueAt: null });
    });

    it('while everything is stopped, between two calls too, and goes on when that is over', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await changeBrake(context, ann, { isOn: true, reason: 'Something is on fire.' });
      expect(await work(id)).toMatchObject({ status: 'queued' });
      requested = [];
      await changeBrake(context, ann, { isOn: false, reason: '' });
      expect(requested).toEqual([id]);
      aws.before = async (operation) => {
        if (operation === 'PutDoor') await changeBrake(context, bob, { isOn: true, reason: 'Again.' });
      };
      const stopped = await work(id);
      expect(stopped).toMatchObject({ status: 'failed', failure: { code: 'actions_stopped' } });
      expect(aws.things.get('hut')).toEqual({ Door: 'shut', Window: 'open' });
    });

    it('and is cancelled, does nothing', async () => {
      const { id } = await plan();
      await change(id, { kind: 'apply' });
      await change(id, { kind: 'cancel' });
      expect(await work(id)).toMatchObject({ status: 'cancelled' });
      expect(aws.calls).toEqual(['GetThing hut']);
    });
  });

  it('is offered where its rule names it, with what the team set of the rule, and says what is in the way', async () => {
    const assetId = await addThing('hut');
    const at = new Date();
    const id = `fd_${owner.cloudAccountId}`;
    await database.insert(findings).values({
      ...{ ...owner, id, ruleId: 'thing-is-shut', assetId, assetName: 'hut', assetType: 'Test::Thing::Thing' },
      ...{ service: 'thing', region: 'eu-west-1', severity: 'high', rank: 2, status: 'open', evidence: [] },
      ...{ firstSeenAt: at, openedAt: at, timesOpened: 1 },
    });
    const rule = { id: 'thing-is-shut', actions: [{ id: 'thing-shut' }, { id: 'unknown' }] };
    const rules = [{ ...rule, parameters: { keepWindow: true, ofTheRuleAlone: 1 } }];
    const offers = (teamId = owner.teamId) => offersOfFinding({ ...context, rules }, teamId, id);
    expect((await offers())?.items).toMatchObject([
      { kind: 'thing-shut', parameters: { keepWindow: true }, mendsFinding: true, canBeUndone: true, obstacle: null },
      { kind: 'thing-remove', parameters: {}, mendsFinding: false, canBeUndone: false },
    ]);
    expect((await offers())?.items[0]?.parameters).toEqual({ keepWindow: true });
    await permit([]);
    expect((await offers())?.items[0]).toMatchObject({ obstacle: { code: 'action_not_in_force' } });
    expect(await offers('team_eve')).toBeUndefined();
  });

  it('is asked for 500 assets at once, stopped on the way, and each says what became of it', async () => {
    const assetIds: string[] = [];
    for (let count = 0; count < 500; count += 1) assetIds.push(await addThing(`hut-${count}`));
    const { ids, batchId } = await ask({ assetIds });
    expect(ids).toHaveLength(500);
    for (const id of ids) await work(id);
    const batch = batchId ?? '';
    expect((await changeActions(context, ann, { batchId: batch, change: { kind: 'apply' } })).changed).toHaveLength(
      500,
    );
    for (const id of ids.slice(0, 100)) await work(id);
    await changeActions(context, ann, { batchId: batch, change: { kind: 'cancel' } });
    for (const id of ids) await work(id);
    const { byStatus } = await countActions(database, owner.teamId, { batchId: batch });
    expect(byStatus.sort((a, b) => a.count - b.count)).toEqual([
      { status: 'done', count: 100 },
      { status: 'cancelled', count: 400 },
    ]);
  }, 120_000);

  describe('of a policy', () => {
    async function find(name: string, ruleId = 'thing-is-shut'): Promise<string> {
      const assetId = await addThing(name);
      const at = new Date();
      await database.insert(findings).values({
        ...{
          ...owner,
          id: `fd_${name}_${owner.cloudAccountId}`,
          ruleId,
          assetId,
          assetName: name,
          assetType: 'Test::Thing::Thing',
        },
        ...{ service: 'thing', region: 'eu-west-1', severity: 'high', rank: 2, status: 'open', evidence: [] },
        ...{ firstSeenAt: at, openedAt: at, timesOpened: 1 },
      });
      return assetId;
    }
    const input = {
      ...{ name: 'Shut what is open', ruleId: 'thing-is-shut', kind: 'thing-shut', parameters: {} },
      ...{ cloudAccountIds: [], mode: 'apply' as const, limitPerDay: 2, isEnabled: true },
    };
    const listed = () => database.select().from(actions).where(eq(actions.teamId, owner.teamId));

    it('is asked for when the rule finds something, once, no more often a day than the limit, and applied by itself', async () => {
      for (const name of ['a', 'b', 'c']) await find(name);
      await find('d', 'another-rule');
      expect(await writePolicy(context, ann, input)).toMatchObject({ ok: true });
      await actByPolicies(context, owner.cloudAccountId);
      await actByPolicies(context, owner.cloudAccountId);
      const asked = await listed();
      expect(asked).toHaveLength(2);
      for (const { id } of asked) {
        expect(await work(id)).toMatchObject({ status: 'queued', requestedByName: 'CloudCoreo' });
        expect(await work(id)).toMatchObject({ status: 'done' });
      }
    });

    it('only plans and asks, where that is what it says', async () => {
      await find('a');
      await writePolicy(context, ann, { ...input, mode: 'plan' });
      await actByPolicies(context, owner.cloudAccountId);
      const [asked] = await listed();
      expect(await work(asked?.id ?? '')).toMatchObject({ status: 'planned' });
      expect(requested).toEqual([asked?.id]);
    });

    it('does nothing while everything is stopped, when it is off, and for accounts that it is not for', async () => {
      await find('a');
      const made = await writePolicy(context, ann, { ...input, cloudAccountIds: ['ca_other'] });
      await actByPolicies(context, owner.cloudAccountId);
      const id = made.ok ? made.value.id : '';
      await writePolicy(context, ann, { ...input, isEnabled: false }, id);
      await actByPolicies(context, owner.cloudAccountId);
      await writePolicy(context, ann, input, id);
      await changeBrake(context, ann, { isOn: true, reason: '' });
      await actByPolicies(context, owner.cloudAccountId);
      expect(await listed()).toEqual([]);
    });

    it('waits for approval where the team wants that, and is never one without a way back', async () => {
      await find('a');
      await changeApprovals(database, ann, [{ severities: ['high'] }]);
      await writePolicy(context, ann, input);
      await actByPolicies(context, owner.cloudAccountId);
      const [asked] = await listed();
      expect(await work(asked?.id ?? '')).toMatchObject({ status: 'waiting' });
      expect(await writePolicy(context, ann, { ...input, name: 'x', kind: 'thing-remove' })).toMatchObject({
        failure: { code: 'action_policy_without_undo' },
      });
      expect(await writePolicy(context, ann, input)).toMatchObject({ failure: { code: 'action_policy_name_taken' } });
    });
  });
});
