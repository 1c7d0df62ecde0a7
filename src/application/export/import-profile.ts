import type { Athlete } from '../../domain/athlete.ts';
import { fromArticleNumbers } from '../../domain/prescription/article.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { validatePrescription, wasOnceAccepted } from '../../domain/prescription/validate-prescription.ts';
import { AppError } from '../errors.ts';
import type { ExportedProfile } from './exported-profile.ts';
import { loggedEvidence } from '../sessions/logged-evidence.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores, Transactions } from '../ports/stores.ts';

export interface ImportProfileDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
}

export type ImportProfile = (input: { athleteId: string; profile: ExportedProfile }) => Promise<void>;

/**
 * Takes over what an export says of the athlete, and only where there is nothing yet: name, language and time zones of
 * an athlete without any evidence; birth date and flags that are not set; max heart rates and prescriptions when there
 * are none, because one more would judge the past again (M3); excused weeks, resting heart rates, logged sessions and
 * removed runs that are not known. Doing it twice changes nothing.
 */
export function importProfile(deps: ImportProfileDeps): ImportProfile {
  return async ({ athleteId, profile }) => {
    const prescriptions = profile.prescriptions.map((each) => inLanguage(athleteId, each));
    for (const prescription of prescriptions) {
      const fault = validatePrescription(prescription).find((each) => !wasOnceAccepted(each));
      if (fault !== undefined) {
        throw new AppError('invalid_input', 'A prescription of the export can not be followed.', {
          field: fault.field,
        });
      }
    }
    await deps.transactions.forAthlete(athleteId, async (stores) => {
      const athlete = await stores.athletes.find(athleteId);
      if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
      const isEmpty = await hasNothing(stores, athleteId);
      await fillAthlete(stores, athlete, profile.athlete, isEmpty);
      const nowMs = deps.clock.nowMs();
      await fillHistory(stores, athleteId, { ...profile, prescriptions }, nowMs);
      for (const run of profile.removedRuns ?? [])
        await stores.liveRuns.rememberRemoved(athleteId, run, nowMs);
      const { timeZones } = isEmpty ? profile.athlete : athlete;
      for (const logged of profile.loggedSessions) {
        if ((await stores.sessions.find(athleteId, logged.id)) !== null) continue;
        await stores.sessions.addLogged(athleteId, loggedEvidence(logged, timeZones), logged.note);
      }
    });
  };
}

/** An export of before the language has the article's numbers. */
function inLanguage(athleteId: string, prescription: ExportedProfile['prescriptions'][number]): Prescription {
  if ('targets' in prescription) return prescription;
  const { id, validFrom, reason } = prescription;
  return { id, validFrom, reason, author: { userId: athleteId }, ...fromArticleNumbers(prescription) };
}

async function hasNothing(stores: Stores, athleteId: string): Promise<boolean> {
  const [first, uploads, maxHeartRates, prescriptions] = await Promise.all([
    stores.sessions.firstDates(athleteId),
    stores.uploads.list(athleteId, { limit: 1, before: null }),
    stores.maxHeartRates.list(athleteId),
    stores.prescriptions.list(athleteId),
  ]);
  return first.any === null && uploads.length + maxHeartRates.length + prescriptions.length === 0;
}

async function fillAthlete(
  stores: Stores,
  athlete: Athlete,
  exported: ExportedProfile['athlete'],
  isEmpty: boolean,
): Promise<void> {
  await stores.athletes.update(athlete.id, {
    ...(isEmpty && { name: exported.name, locale: exported.locale }),
    ...(athlete.birthDate === null && { birthDate: exported.birthDate }),
    ...(athlete.flags.length === 0 && { flags: exported.flags }),
  });
  if (!isEmpty) return;
  for (const { validFrom, timeZone } of exported.timeZones) {
    await stores.athletes.putTimeZone(athlete.id, validFrom, timeZone);
  }
}

async function fillHistory(
  stores: Stores,
  athleteId: string,
  profile: Omit<ExportedProfile, 'prescriptions'> & { readonly prescriptions: readonly Prescription[] },
  nowMs: number,
): Promise<void> {
  if ((await stores.maxHeartRates.list(athleteId)).length === 0) {
    for (const value of profile.maxHeartRates) await stores.maxHeartRates.add(athleteId, value);
  }
  if ((await stores.thresholdHeartRates.list(athleteId)).length === 0) {
    for (const value of profile.thresholdHeartRates ?? []) {
      await stores.thresholdHeartRates.add(athleteId, value);
    }
  }
  if ((await stores.prescriptions.list(athleteId)).length === 0) {
    // The instant of its making orders prescriptions of one date.
    for (const [i, each] of profile.prescriptions.entries()) {
      await stores.prescriptions.add(athleteId, each, nowMs + i);
    }
  }
  const excused = new Set((await stores.excusedWeeks.list(athleteId)).map(({ week }) => week));
  for (const { week, reason } of profile.excusedWeeks) {
    if (!excused.has(week)) await stores.excusedWeeks.put(athleteId, week, reason);
  }
  const entered = new Set(
    (await stores.restingHeartRates.listEntered(athleteId)).map(({ date, source }) => `${date} ${source}`),
  );
  for (const { date, bpm, source } of profile.restingHeartRates) {
    if (!entered.has(`${date} ${source}`)) {
      await stores.restingHeartRates.put(athleteId, [{ date, bpm, source, uploadId: null }]);
    }
  }
}
