import type { LoadCoaching } from '../../application/live/load-coaching.ts';
import { isLocale, type Locale } from '../../domain/athlete.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { StreamCoach } from './stream-coach.ts';
import type { OpenCoachInput } from './open-live-stream.ts';

export interface OpenCoachDeps {
  readonly loadCoaching: LoadCoaching;
  readonly clock: Clock;
}

/** A coach for a stream that was just claimed, knowing the week around it. */
export function openCoach({ loadCoaching, clock }: OpenCoachDeps) {
  return async ({ athleteId, sessionId, hello, facts }: OpenCoachInput): Promise<StreamCoach> => {
    const nowMs = clock.nowMs();
    const simulated = facts.timeScale !== null;
    const key = { athleteId, sessionId };
    const coaching = await loadCoaching({ ...key, nowMs, finishedParts: [], simulated, running: null });
    return new StreamCoach({
      ...key,
      deviceName: facts.deviceName,
      sport: facts.sport,
      intent: hello.intent ?? 'free',
      locale: hello.locale === undefined ? coaching.athlete.locale : localeOf(hello.locale),
      deviceKind: hello.device?.kind ?? null,
      timeScale: facts.timeScale,
      coaching,
      loadCoaching,
      nowMs,
    });
  };
}

/** The language of a tag such as `da-DK`; English where it is not spoken here. */
function localeOf(tag: string): Locale {
  const [primary] = tag.toLowerCase().split('-');
  return isLocale(primary) ? primary : 'en';
}
