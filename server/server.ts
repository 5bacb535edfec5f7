import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';
import { createAuth } from './access/auth.ts';
import { accessRoutes } from './access/routes.ts';
import { prepareFirstOwner } from './access/setup.ts';
import { registerAccountJobs } from './accounts/jobs.ts';
import { openNarrowSession } from './accounts/narrow-session.ts';
import { accountRoutes } from './accounts/routes.ts';
import { freeAllLeases } from './accounts/store.ts';
import { openVerifiedSession } from './accounts/verify.ts';
import { actionKinds } from './actions/catalog.ts';
import type { ActionsContext } from './actions/context.ts';
import { createRequestWork, registerActionJobs } from './actions/jobs.ts';
import { createManagementOfRole } from './actions/management.ts';
import { actByPolicies } from './actions/policies.ts';
import { actionPolicyRoutes } from './actions/policy-routes.ts';
import { actionRoutes } from './actions/routes.ts';
import { assetRoutes } from './assets/routes.ts';
import { registerAuditJobs } from './audit/jobs.ts';
import { auditRoutes } from './audit/routes.ts';
import { createHub } from './aws/hub.ts';
import { noteComplianceDay } from './compliance/days.ts';
import { complianceRoutes } from './compliance/routes.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database/database.ts';
import { startQueue } from './database/queue.ts';
import { noteFindingDay } from './findings/days.ts';
import { findingExportRoutes } from './findings/exports/routes.ts';
import { createRequestJudgement, registerFindingJobs } from './findings/jobs.ts';
import { findingRoutes } from './findings/routes.ts';
import { ruleRoutes } from './findings/rule-routes.ts';
import { createRulesOf } from './findings/rules-of-team.ts';
import { suppressionRoutes } from './findings/suppression-routes.ts';
import { createApp } from './http/app.ts';
import { createMetrics } from './http/metrics.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { createNotificationQueues, registerNotificationJobs } from './notifications/jobs.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { channelSecretsPurpose } from './notifications/secrets.ts';
import { readAssetTypes } from './rules/asset-types.ts';
import { readFrameworks } from './rules/frameworks.ts';
import { readLibrary } from './rules/library.ts';
import { registerScanJobs } from './scans/jobs.ts';
import { scanRoutes } from './scans/routes.ts';
import { createStartScan } from './scans/start.ts';
import { createSealer } from './sealed.ts';
import { readOrMakeSecret } from './secret.ts';

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

const webDirectory = fileURLToPath(new URL('../web/dist', import.meta.url));

/**
 * Makes the world outside once, hands it to the domains, and starts what the configuration asks for: the pages and the
 * API, the workers, or both.
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const opened = await openDatabase({ url: config.databaseUrl, dataDirectory: config.dataDirectory }, log);
  const { database } = opened;
  if (opened.isEmbedded) await freeAllLeases(database);
  const queue = await startQueue(opened.queueConnection, log, { runsJobs: config.runsWorker });
  const hub = createHub({ region: config.region, endpoint: config.awsEndpoint });
  const startScan = await createStartScan(queue.boss);
  const accounts = {
    database,
    hub,
    log,
    propagationSeconds: config.propagationSeconds,
    templateUrl: config.templateUrl,
    startScan,
    management: createManagementOfRole(actionKinds),
  };

  const actionsContext = {
    ...{ database, log, startScan },
    kinds: actionKinds,
    openNarrowSession: (...session: Parameters<ActionsContext['openNarrowSession']>) =>
      openNarrowSession(accounts, ...session),
    requestWork: await createRequestWork(queue.boss),
  };

  const library = readLibrary();
  for (const { path, message } of library.broken) log.error({ path, reason: message }, 'a rule is broken and left out');
  const frameworks = readFrameworks();
  const types = readAssetTypes();
  const requestJudgement = await createRequestJudgement(queue.boss);

  const secret = config.secret ?? (await readOrMakeSecret(config.dataDirectory));
  const notificationQueues = await createNotificationQueues(queue.boss);
  const sending = {
    hub,
    sealer: createSealer(secret, channelSecretsPurpose),
    destinations: { resolve: (host: string) => lookup(host, { all: true }), allowed: config.notifyPrivateHosts },
  };

  let scanWorker: { stop(): Promise<void> } | undefined;
  if (config.runsWorker) {
    scanWorker = await registerScanJobs(queue.boss, {
      database,
      log,
      openVerifiedSession: (cloudAccountId) => openVerifiedSession(accounts, cloudAccountId),
      isAlone: opened.isEmbedded,
      pace: config.pace,
      retention: config.retention,
      onScanEnd: requestJudgement,
    });
    await registerFindingJobs(queue.boss, {
      database,
      log,
      rulesOf: createRulesOf(database, library),
      types,
      async onJudged(cloudAccountId) {
        const now = new Date();
        await noteFindingDay(database, cloudAccountId, now);
        await noteComplianceDay(database, { library, frameworks }, cloudAccountId, now);
        await notificationQueues.requestPlan(cloudAccountId);
        await actByPolicies(actionsContext, cloudAccountId);
      },
    });
    await registerAccountJobs(queue.boss, accounts);
    await registerAuditJobs(queue.boss, { database, log });
    await registerActionJobs(queue.boss, actionsContext);
  }

  const web = config.runsWeb ? await startWeb() : undefined;
  if (config.runsWorker) {
    // After the pages: messages lead to them, and their address is known only now.
    const publicUrl = web?.url ?? addressesOf(config, config.port).publicUrl;
    await registerNotificationJobs(queue.boss, { ...sending, database, log, publicUrl, library }, notificationQueues);
  }
  return {
    url: web?.url ?? '',
    async stop() {
      await web?.close();
      await scanWorker?.stop();
      await queue.stop();
      await opened.close();
    },
  };

  async function startWeb() {
    const limiter = createRateLimiter(database);
    const version = await readVersion();
    let answer: (request: Request, bindings: object) => Response | Promise<Response> = () =>
      new Response('CloudCoreo is starting.', { status: 503 });
    const server = createAdaptorServer({ fetch: (request, bindings) => answer(request, bindings) });
    // Longer than clients and load balancers keep idle connections, so that none is cut just as a request is on its way.
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = 65_000;
    server.listen(config.port, config.host);
    await once(server, 'listening');

    // The port is known only now when the configuration leaves it open.
    const { port } = server.address() as AddressInfo;
    const { publicUrl, origins } = addressesOf(config, port);
    const auth = createAuth({ database, log, secret, publicUrl, origins });
    const { signInsPerMinute, connectsPerMinute, trustedProxies } = config;
    const app = createApp({
      database,
      auth,
      limiter,
      log,
      metrics: createMetrics(),
      routes: [
        accessRoutes({ database, auth, limiter, signInsPerMinute, publicUrl, version }),
        accountRoutes({ ...accounts, limiter, connectsPerMinute }),
        scanRoutes({ database, startScan }),
        assetRoutes({ database }),
        findingExportRoutes({ database, library, frameworks, publicUrl, version }),
        findingRoutes({ database, library, frameworks }),
        suppressionRoutes({ database }),
        actionRoutes({ ...actionsContext, library }),
        actionPolicyRoutes(actionsContext),
        ruleRoutes({ database, library, sources: library.sources, types, requestJudgement, limiter }),
        complianceRoutes({ database, library, frameworks }),
        notificationRoutes({
          ...sending,
          ...{ database, limiter, publicUrl, requestSending: notificationQueues.requestSending },
        }),
        auditRoutes(database),
      ],
      readiness: {
        database: () => database.execute('select 1').then(() => true),
        queue: () => queue.boss.isInstalled(),
      },
      version,
      publicUrl,
      origins,
      trustedProxies,
      signInsPerMinute,
      webDirectory,
    });
    const owner = await prepareFirstOwner({ database, log }, config.firstOwner);
    answer = (request, bindings) => app.fetch(request, bindings);
    log.info({ url: publicUrl, version }, 'CloudCoreo is ready');
    // Not through the log, which may be sent elsewhere: the code is for whoever looks at this console.
    if (owner !== undefined) {
      process.stdout.write(`\nOpen ${publicUrl} and make the first owner with the one-time code ${owner.code}\n\n`);
    }
    return {
      url: publicUrl,
      async close() {
        const closed = once(server, 'close');
        server.close();
        if ('closeAllConnections' in server) server.closeAllConnections();
        await closed;
      },
    };
  }
}

/**
 * How browsers reach the server, and whose pages may use the API with a cookie. On loopback it goes by `localhost`,
 * because passkeys need a name, and by its number.
 */
function addressesOf(config: Config, port: number): { publicUrl: string; origins: string[] } {
  if (config.publicUrl !== undefined) return { publicUrl: config.publicUrl, origins: [config.publicUrl] };
  const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(config.host);
  const own = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  if (!isLoopback) return { publicUrl: own, origins: [own] };
  const named = `http://localhost:${port}`;
  return { publicUrl: named, origins: [named, own] };
}

async function readVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  return String(manifest.version);
}
