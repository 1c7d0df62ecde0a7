import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { buildApp } from '../adapters/http/build-app.ts';
import { DEFAULT_LIMITS } from '../adapters/http/limits.ts';
import { type LanListeners, openLanListeners } from '../adapters/inlets/lan-listeners.ts';
import type { MqttDoor, MqttDoorDeps } from '../adapters/inlets/mqtt-door.ts';
import { listNodeUrls } from '../adapters/postgres/list-node-urls.ts';
import {
  AUTHORITY_CHANGED,
  AUTHORITY_ENDED,
  EVIDENCE_CHANGED,
  IMPORT_QUEUED,
  INLET_CHANGED,
  listenForNotifications,
  STREAM_DELETED,
} from '../adapters/postgres/notifications.ts';
import { createAuthorityStore } from '../adapters/postgres/stores/authority-store.ts';
import { asyncApiDocument } from '../adapters/wire/live/asyncapi.ts';
import { HOUR_MS, SECOND_MS } from '../domain/units.ts';
import { StartupError } from '../application/startup-error.ts';
import type { Config } from '../config.ts';
import { createInlets } from './create-inlets.ts';
import { inletsByName } from './inlets-by-name.ts';
import { createLive } from './create-live.ts';
import { liveDoors } from './live-doors.ts';
import type { createLog } from './create-log.ts';
import { startFhirWorker } from './fhir-worker.ts';
import { startFolderImport } from './folder-import.ts';
import { startImportWorker } from './import-worker.ts';
import { startRosterWorker } from './roster-worker.ts';
import { startSummaryWorker } from './summary-worker.ts';
import { watchAuthorities } from './watch-authorities.ts';
import { startWebhookWorker } from './webhook-worker.ts';
import { publicUrlOf, type Service } from './open-service.ts';
import { probeReadiness } from './probe-readiness.ts';

export interface RunningServer {
  /** Where people reach it: `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Signs the owner in, once, within 15 minutes. */
  readonly signInLink: string;
  /** Drains: no new requests, live streams flushed and acknowledged, then the database. */
  close(): Promise<void>;
}

/** How late a revocation takes effect whose notification was lost, at most. */
const INLETS_ASKED_EVERY_MS = 5 * SECOND_MS;

/** The built page, beside the compiled server; absent while only the server was built. */
const PAGE_DIRECTORY = fileURLToPath(new URL('../../web', import.meta.url));

/**
 * Opens the network side of a service, once its database is there.
 *
 * @throws StartupError with one sentence when the database or the port cannot be used.
 */
export async function listen(
  config: Config,
  service: Service,
  log: ReturnType<typeof createLog>,
): Promise<RunningServer> {
  const { platform, database, stores, liveStore, identity, verbs } = service;
  const publicUrl = publicUrlOf(config);
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const channel = await createLive({
    platform,
    liveStore,
    stores,
    verbs,
    natsUrl: config.natsUrl,
    log,
    metrics,
  });
  const intake = createInlets(channel, { stores, platform, log });
  const byName = inletsByName(verbs, { stores, platform });
  const app = await buildApp({
    log,
    verbs,
    exportZip: (input) => service.exportZip(input),
    identity,
    clock: platform.clock,
    authorities: platform.authorities,
    runForAthletes: database.runForAthletes,
    limits: {
      ...DEFAULT_LIMITS,
      uploadFileBytes: config.maxUploadFileBytes,
      uploadRequestBytes: config.maxUploadRequestBytes,
    },
    readiness: probeReadiness({ db: database.db, clock: platform.clock }),
    metrics,
    publicUrl,
    publicOrigin: config.publicUrl,
    metricsToken: config.metricsToken,
    trustProxy: config.trustProxy,
    asyncApi: asyncApiDocument(),
    live: liveDoors({
      channel,
      intake,
      verbs,
      identity,
      platform,
      publicOrigin: config.publicUrl,
      fileBytes: config.maxUploadFileBytes,
    }),
    ...(existsSync(PAGE_DIRECTORY) ? { page: PAGE_DIRECTORY } : {}),
  });
  const { url } = await database.opened.catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await app.close();
    throw cannotListen(error, config);
  }
  let lan: LanListeners | null = null;
  try {
    if (config.lanPorts !== null) {
      lan = await openLanListeners({
        ...platform,
        ...byName,
        intake,
        ports: config.lanPorts,
        host: '0.0.0.0',
      });
    }
  } catch (error) {
    await app.close();
    throw new StartupError('LAN_RELAYS: port 3476, 6547 or 4456 is in use or may not be used.', {
      cause: error,
    });
  }
  const broker = await openBroker(config.mqttUrl, { intake, log, ...byName });
  const imports = startImportWorker(verbs.runImportJob, log);
  const webhooks = startWebhookWorker(verbs, log);
  const summaries = startSummaryWorker(verbs.sendSummary, log);
  const rosters = startRosterWorker(verbs.warmRosters, log);
  const fhir = config.fhirServer === null ? null : startFhirWorker(verbs.deliverWeek, log);
  const folder = config.watch === null ? null : startFolderImport({ ...verbs, log }, config.watch);
  const authority = watchAuthorities({ ...platform, authorityStore: createAuthorityStore(database.db), log });
  const listening = {
    channels: {
      [EVIDENCE_CHANGED]: (athleteId: string) => channel.registry.evidenceChanged(athleteId),
      [AUTHORITY_ENDED]: authority.ended,
      [AUTHORITY_CHANGED]: authority.changed,
      [IMPORT_QUEUED]: () => imports.wake(),
      [INLET_CHANGED]: (athleteId: string) => {
        verbs.authenticateInlet.forget(athleteId);
        byName.forgetAll();
      },
      [STREAM_DELETED]: (stream: string) => channel.registry.streamDeleted(stream),
    },
    onListening: () => {
      verbs.authenticateInlet.forgetAll();
      byName.forgetAll();
      authority.recheckAll();
    },
    onError: (error: unknown) => log.warn({ err: error }, 'changes by others are missed for a moment'),
  };
  const nodes = await listNodeUrls(database.db, url);
  const listeners = nodes.map((url) => listenForNotifications({ ...listening, url }));
  const stopForgetting = platform.every(HOUR_MS, () => {
    const nowMs = platform.clock.nowMs();
    Promise.all([
      stores.accessLog.removeOld(nowMs),
      stores.invitations.forgetOldAddresses(nowMs),
      identity.applications.removeOld(),
    ]).catch((error: unknown) => log.warn({ err: error }, 'what is too old could not be forgotten'));
  });
  const stopAskingForInlets = platform.every(INLETS_ASKED_EVERY_MS, () => {
    verbs.authenticateInlet.refresh().catch((error: unknown) => {
      log.warn({ err: error }, 'the inlets in use could not be asked for');
    });
  });
  const address = config.publicUrl ?? addressOf((app.server.address() as AddressInfo).port, config);
  return {
    address,
    signInLink: await identity.createSignInLink({ origin: address }),
    close: async () => {
      broker?.close();
      await lan?.close();
      await app.close();
      await folder?.stop();
      await imports.stop();
      await webhooks.stop();
      await summaries.stop();
      await rosters.stop();
      await fhir?.stop();
      authority.stop();
      stopForgetting();
      stopAskingForInlets();
      await Promise.all(listeners.map((listener) => listener.close()));
      await service.close();
    },
  };
}

function addressOf(port: number, config: Config): string {
  return publicUrlOf({ publicUrl: null, host: config.host, port });
}

function cannotListen(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return new StartupError(`Port ${port} is in use: stop the other program or set PORT to another one.`, {
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new StartupError(`Port ${port} may not be used by this user: set PORT to 1024 or more.`, {
      cause: error,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartupError(`HOST ${host} is no address of this machine.`, { cause: error });
  }
  return error;
}

/** Null where no broker is named: then its library is not even loaded. */
async function openBroker(url: string | null, deps: Omit<MqttDoorDeps, 'url'>): Promise<MqttDoor | null> {
  if (url === null) return null;
  const { openMqttDoor } = await import('../adapters/inlets/mqtt-door.ts');
  return openMqttDoor({ url, ...deps });
}
