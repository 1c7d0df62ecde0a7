import type { DatedTimeZone } from '../domain/athlete.ts';
import { parseLocalDate } from '../domain/calendar/local-time.ts';
import type { CliContext } from './cli-context.ts';
import { chooseAthlete, withService } from './command.ts';

export interface LiveEndpoint {
  readonly url: string;
  /** At least one; streams take turns. */
  readonly tokens: readonly string[];
  /** Where the athlete's days begin, as far as it is known here. */
  readonly timeZones: readonly DatedTimeZone[];
}

/**
 * The endpoint that was named, or one of our own on the local installation: a server on a free port for as long as the
 * work lasts, with a token that is revoked afterwards. So a simulation always speaks the real protocol.
 */
export async function withLiveEndpoint<T>(
  context: CliContext,
  named: { url?: string; token?: readonly string[]; athlete?: string },
  work: (endpoint: LiveEndpoint) => Promise<T>,
): Promise<T> {
  if (named.url !== undefined) {
    const tokens = named.token ?? [context.env['ZONE_COACH_TOKEN'] ?? ''];
    return work({ url: named.url, tokens, timeZones: ownTimeZone() });
  }
  return withService(context, async (service) => {
    const athleteId = await chooseAthlete(service, named.athlete);
    const { timeZones } = await service.verbs.readAthlete({ athleteId });
    const { token, device } = await service.verbs.issueDeviceToken({
      athleteId,
      name: 'simulate',
      scopes: ['live'],
    });
    try {
      const server = await context.serve({ port: 0 });
      try {
        const url = new URL('/v1/live', server.address);
        url.protocol = 'ws:';
        return await work({ url: url.href, tokens: [token], timeZones });
      } finally {
        await server.close();
      }
    } finally {
      await service.verbs.revokeDevice({ athleteId, id: device.id });
    }
  });
}

/** The address that was named, or that of an inlet of our own on the local installation, revoked afterwards. */
export async function withInlet<T>(
  context: CliContext,
  named: { url?: string; athlete?: string },
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (named.url !== undefined) return work(named.url);
  return withService(context, async (service) => {
    const athleteId = await chooseAthlete(service, named.athlete);
    const { token, inlet } = await service.verbs.createInlet({
      athleteId,
      name: 'simulate',
      kind: null,
      answerWithCoaching: false,
      expiresAtMs: null,
    });
    try {
      const server = await context.serve({ port: 0 });
      try {
        return await work(new URL(`/in/${token}`, server.address).href);
      } finally {
        await server.close();
      }
    } finally {
      await service.verbs.revokeInlet({ athleteId, id: inlet.id });
    }
  });
}

function ownTimeZone(): DatedTimeZone[] {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return [{ validFrom: parseLocalDate('1970-01-01')!, timeZone }];
}
