import { GRANT_SCOPES } from '../../domain/consent-scopes.ts';
import type { Locale } from '../../domain/athlete.ts';
import { PRESETS } from '../../domain/prescription/presets.ts';
import { simulateHeart } from '../../domain/simulated-heart/simulate-heart.ts';
import { PLAN_FACTS } from '../../domain/simulated-heart/simulated-plan.ts';
import { drawSimulatedWeek, type SimulatedRun } from '../../domain/simulated-heart/simulated-run.ts';
import { NO_VALUE } from '../../domain/timeline/sample.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { AddMaxHeartRate } from '../athlete/add-max-heart-rate.ts';
import type { CreateAthlete } from '../athlete/create-athlete.ts';
import type { EraseAthlete } from '../athlete/erase-athlete.ts';
import { AppError } from '../errors.ts';
import { buildLiveRecording } from '../live/build-live-recording.ts';
import { SequenceRanges } from '../live/sequence-ranges.ts';
import type { StoreLiveRecording } from '../live/store-live-recording.ts';
import type { NewClinic } from '../ports/clinic-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import { DEMO_ATHLETES, effortMaxBpm, runsOf, type DemoAthlete } from './demo-athletes.ts';

export interface DemoClinicDeps {
  readonly stores: Pick<Stores, 'clinics' | 'grants' | 'people' | 'templates'>;
  readonly createAthlete: CreateAthlete;
  readonly addMaxHeartRate: AddMaxHeartRate;
  readonly eraseAthlete: EraseAthlete;
  readonly storeLiveRecording: StoreLiveRecording;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sha256Hex: (data: Uint8Array | string) => string;
  readonly breathe: () => Promise<void>;
  readonly timeZoneGuess: string;
}

/** Who asks; null for the command line, which is the operator's. */
export type DemoAsker = { readonly userId: string | null };
export type CreateDemoClinic = (
  input: DemoAsker & { locale: Locale; onAthlete?: (name: string) => void },
) => Promise<NewClinic & { readonly athleteIds: readonly string[] }>;
export type RemoveDemoClinic = (input: DemoAsker) => Promise<void>;
export type FindDemoClinic = (input: DemoAsker) => Promise<{ readonly clinicId: string | null }>;

const NAMES: Readonly<Record<Locale, string>> = { da: 'Demoklinikken', en: 'The demo clinic' };
/** Athletes added at the same time: while one waits for the database, another is simulated. */
const AT_ONCE = 4;
/** Simulated time passes so much faster: it marks what is stored as simulated (L13). */
const TIME_SCALE = 1_000;

/**
 * A clinic to look around in: 20 simulated athletes, each with what a fortnight brought and a grant of everything, and two
 * templates. Its maker, the operator, is its coach and admin. There is one at a time; `removeDemoClinic` leaves nothing.
 *
 * @throws AppError `not_allowed` for who is no operator, `invalid_state` while there is one.
 */
export function createDemoClinic(deps: DemoClinicDeps): CreateDemoClinic {
  return async ({ userId, locale, onAthlete }) => {
    const { stores, clock, newId } = deps;
    const operatorId = await requireOperator(stores, userId);
    const nowMs = clock.nowMs();
    const clinic: NewClinic = { id: newId(), name: NAMES[locale], createdAtMs: nowMs };
    const athletes = DEMO_ATHLETES.map((athlete) => ({ ...athlete, id: newId() }));
    const athleteIds = athletes.map(({ id }) => id);
    const admin = { userId: operatorId, membershipId: newId() };
    // First, so that whatever is cut off can be removed.
    if (!(await stores.clinics.createDemo(clinic, admin, athleteIds))) {
      throw new AppError('invalid_state', 'There is a demo clinic already: remove it first.');
    }
    const coach = { userId: operatorId, role: 'coach', membershipId: newId(), atMs: nowMs } as const;
    await stores.clinics.addMember(clinic.id, coach);
    await addTemplates(deps, clinic.id, locale);
    const waiting = athletes.values();
    const addNext = async (): Promise<void> => {
      for (const athlete of waiting) {
        await addAthlete(deps, { clinicId: clinic.id, athleteId: athlete.id, athlete, locale, nowMs });
        onAthlete?.(athlete.name);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, addNext));
    return { ...clinic, athleteIds };
  };
}

/** The clinic and every one of its simulated athletes, with all that they have; twice is once. */
export function removeDemoClinic(deps: Pick<DemoClinicDeps, 'stores' | 'eraseAthlete'>): RemoveDemoClinic {
  return async ({ userId }) => {
    await requireOperator(deps.stores, userId, 'not_found');
    const demo = await deps.stores.clinics.findDemo();
    if (demo === null) return;
    for (const athleteId of demo.athleteIds) {
      await deps.eraseAthlete({ athleteId }).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'not_found')) throw error;
      });
    }
    await deps.stores.clinics.remove(demo.clinicId);
  };
}

/** Which clinic is the demo, for who may remove it; none for anybody else. */
export function findDemoClinic({ stores }: Pick<DemoClinicDeps, 'stores'>): FindDemoClinic {
  return async ({ userId }) => {
    const isOperator = userId === null || (await stores.people.find(userId))?.isOperator === true;
    return { clinicId: isOperator ? ((await stores.clinics.findDemo())?.clinicId ?? null) : null };
  };
}

async function requireOperator(
  { people }: Pick<Stores, 'people'>,
  userId: string | null,
  refusal: 'not_allowed' | 'not_found' = 'not_allowed',
): Promise<string> {
  if (userId === null) {
    const operatorId = await people.findOperatorId();
    if (operatorId !== null) return operatorId;
    throw new AppError('invalid_state', 'Nobody has signed in here yet: the demo clinic needs its operator.');
  }
  if ((await people.find(userId))?.isOperator === true) return userId;
  throw new AppError(refusal, 'The demo clinic is the operator’s to make and to remove.');
}

async function addTemplates(deps: DemoClinicDeps, clinicId: string, locale: Locale): Promise<void> {
  const createdAtMs = deps.clock.nowMs();
  for (const { name, bands, targets, ceiling } of PRESETS.slice(0, 2)) {
    const template = { id: deps.newId(), name: name[locale], reason: null, createdAtMs };
    await deps.stores.templates.add(clinicId, {
      ...template,
      content: { language: { bands, targets, ceiling } },
    });
  }
}

async function addAthlete(
  deps: DemoClinicDeps,
  wanted: { clinicId: string; athleteId: string; athlete: DemoAthlete; locale: Locale; nowMs: number },
): Promise<void> {
  const { clinicId, athleteId, athlete, locale, nowMs } = wanted;
  const { name, maxBpm } = athlete;
  const timeZone = deps.timeZoneGuess;
  await deps.createAthlete({ athleteId, name, timeZone, locale, birthDate: null, ownerUserId: null });
  const validFrom = EPOCH;
  const value = { bpm: maxBpm, source: 'measured', validFrom, method: null } as const;
  await deps.addMaxHeartRate({ athleteId, value, previewId: null });
  await deps.stores.grants.add(athleteId, {
    id: deps.newId(),
    to: { clinicId, coachUserId: null },
    scopes: GRANT_SCOPES,
    history: true,
    reason: null,
    expiresAtMs: null,
    createdAtMs: nowMs,
  });
  const timeZones = [{ validFrom, timeZone }];
  const seed = DEMO_ATHLETES.findIndex((each) => each.name === name) + 1;
  const fortnight = drawSimulatedWeek({ maxBpm: effortMaxBpm(athlete), nowMs, timeZones, seed });
  for (const run of runsOf(athlete, fortnight, nowMs)) {
    await storeRun(deps, athleteId, run);
    await deps.breathe();
  }
}

async function storeRun(deps: DemoClinicDeps, athleteId: string, run: SimulatedRun): Promise<void> {
  const { athlete, plan, startMs, seed } = run;
  const items = [...simulateHeart({ athlete, steps: plan.steps, startMs, seed })].map(
    ([atMs, bpm, rr], index) => ({
      seq: index + 1,
      atMs,
      code: bpm ?? NO_VALUE,
      rr,
      contact: bpm !== null,
      quarantined: false,
    }),
  );
  const { sport, intent } = PLAN_FACTS[plan.id];
  const facts = { sport, intent, deviceName: null, deviceKind: 'simulated', timeScale: TIME_SCALE };
  const none = new SequenceRanges();
  const stream = { items, stored: none, covered: none, skipped: none, conflictCount: 0 };
  const built = buildLiveRecording(deps.newId(), facts, stream, deps.sha256Hex);
  if (built !== null) await deps.storeLiveRecording({ athleteId, ...built });
}

/** From the beginning of time. */
const EPOCH = '1970-01-01' as LocalDate;
