import { sendJson } from '../api/api-client.ts';
import { athlete, loadAthlete, maxHeartRates, maxHeartRateInForce } from '../shell/athlete.ts';

const EXAMPLE_BPM = 190;
export const EXAMPLE_METHOD = 'example';

/**
 * The max heart rate that a simulated heart gets: the athlete's own. A newcomer without any gets an example, stored as
 * such and replaced by the first real value, since without one nobody could be coached.
 */
export async function maxHeartRateForSimulation(): Promise<number> {
  if (maxHeartRates.value === null) await loadAthlete().catch(() => undefined);
  const own = maxHeartRateInForce();
  if (own !== null) return own.bpm;
  if (athlete.value !== null) {
    await sendJson('POST', '/v1/athlete/max-heart-rates', {
      bpm: EXAMPLE_BPM,
      source: 'formula',
      method: EXAMPLE_METHOD,
      validFrom: '2000-01-01',
    })
      .then(loadAthlete)
      .catch(() => undefined);
  }
  return EXAMPLE_BPM;
}
