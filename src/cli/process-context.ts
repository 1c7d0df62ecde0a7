import { readConfig } from '../config.ts';
import type { LogLevel } from '../config.ts';
import type { CliContext, CliService } from './cli-context.ts';

/**
 * The world of a real process: its environment, its terminal, the installation it names. The service is loaded when a
 * command asks for it, so that help and faults of usage answer at once.
 */
export function processContext(signal: AbortSignal): CliContext {
  const { env } = process;
  return {
    open: () => openLocal(env),
    serve: async (options) => {
      const config = readConfig(env);
      const { serve } = await import('../compose/serve.ts');
      if (options === undefined) return serve(config);
      // A server for one command alone: its own port, on this machine, as quiet as the command.
      const own = { port: options.port, host: '127.0.0.1', publicUrl: null };
      return serve({ ...config, ...own, logLevel: quiet(config.logLevel) });
    },
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTty: process.stderr.isTTY,
    isInteractive: process.stdout.isTTY,
    env,
    nowMs: () => Date.now(),
    signal,
  };
}

async function openLocal(env: NodeJS.ProcessEnv): Promise<CliService> {
  const config = readConfig(env);
  const { openService, publicUrlOf } = await import('../compose/open-service.ts');
  const { createLog } = await import('../compose/create-log.ts');
  const service = await openService(config, createLog(quiet(config.logLevel)));
  const { verbs, database, identity } = service;
  const { applied } = await database.opened;
  return {
    verbs: { ...verbs, exportAthlete: (input) => service.exportZip(input) },
    database: {
      applied,
      backup: (path) => service.backup(path),
      restore: (path) => service.restore(path),
      distribute: () => service.distribute(),
    },
    listAthleteIds: () => service.stores.athletes.listIds(),
    listDemoAthleteIds: async () => (await service.stores.clinics.findDemo())?.athleteIds ?? [],
    createSignInLink: () => identity.createSignInLink({ origin: publicUrlOf(config) }),
    publicUrl: publicUrlOf(config),
    close: () => service.close(),
  };
}

/** A command says what it has to say itself; the log only adds what went wrong. */
function quiet(level: LogLevel): LogLevel {
  return level === 'info' ? 'warn' : level;
}
