import type { LoadCoaching } from '../../application/live/load-coaching.ts';
import { isLocale, type Locale } from '../../domain/athlete.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { StreamCoach, type StreamCoachInput } from './stream-coach.ts';
import type { OpenCoachInput } from './open-live-stream.ts';

export interface OpenCoachDeps {
  readonly loadCoaching: LoadCoaching;
  readonly clock: Clock;
}

/** A coach for a stream that was just claimed, knowing the week around it. */
export function openCoach({ loadCoaching, clock }: OpenCoachDeps) {
  return async ({ athleteId, sessionId, hello, facts }: OpenCoachInput): Promise<StreamCoach> => {
    const simulated = facts.timeScale !== null;
    const load: StreamCoachInput['loadCoaching'] = (nowMs, finishedParts, running) =>
      loadCoaching({ athleteId, sessionId, nowMs, finishedParts, simulated, running });
    const nowMs = clock.nowMs();
    const coaching = await load(nowMs, [], null);
    return new StreamCoach({
      sessionId,
      deviceName: facts.deviceName,
      sport: facts.sport,
      intent: hello.intent ?? 'free',
      locale: hello.locale === undefined ? coaching.athlete.locale : localeOf(hello.locale),
      deviceKind: hello.device?.kind ?? null,
      timeScale: facts.timeScale,
      coaching,
      loadCoaching: load,
      nowMs,
    });
  };
}

/** The language of a tag such as `da-DK`; English where it is not spoken here. */
function localeOf(tag: string): Locale {
  const [primary] = tag.toLowerCase().split('-');
  return isLocale(primary) ? primary : 'en';
}
