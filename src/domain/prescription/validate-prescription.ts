import { note, type NoteId } from '../note-ids.ts';
import type { Note } from '../note.ts';
import type { Band, Dose, Edge, PrescriptionContent, Structure, Target } from './prescription.ts';
import type { Words } from '../words.ts';
import type { PrescriptionFault } from './validate-article-numbers.ts';
import { LOCALES } from '../athlete.ts';

const MOST_BANDS = 8;
const MOST_TARGETS = 12;
const LONGEST_NAME = 60;
const MOST_SPORTS = 20;
const ID = /^[a-z0-9][a-z0-9_-]{0,39}$/i;
const MINUTES_OF_A_WEEK = 7 * 24 * 60;
const SECONDS_OF_A_DAY = 24 * 60 * 60;
/** Heart rate lags by one to two minutes: shorter work cannot be told from it (P3). */
const SHORTEST_WORK_SECONDS = 120;

/** A dip of 30 s is part of the interval still (I1): a recovery that has to be over by then can never be told. */
const SHORTEST_RECOVERY_SECONDS = 31;

/** What lies between any resting heart rate of 30…90 and any max heart rate of 100…230, bpm (P3). */
const SMALLEST_RESERVE_BPM = 10;
const LARGEST_RESERVE_BPM = 200;

/** Lowest and highest number of each kind of edge, both inclusive. */
const EDGE_LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  percentOfMax: [20, 100],
  percentOfReserve: [0, 100],
  percentOfThreshold: [30, 130],
  bpm: [30, 230],
};

/**
 * Every fault of a prescription at once, by dotted path, with its limits (P3); empty when it may be stored. Bands may
 * overlap and leave gaps. Of two edges of the same thing the lower lies below, in whole bpm at every max of 100…230 and
 * resting heart rate of 30…90: in per cent of max or threshold by at least one, of the reserve mostly by ten. Of different
 * things it depends on the day: a target whose band is empty then is not judged (P2).
 */
export function validatePrescription(content: PrescriptionContent): PrescriptionFault[] {
  const check = new Check();
  const { bands, targets, ceiling } = content;
  check.count('bands', bands.length, 1, MOST_BANDS);
  check.count('targets', targets.length, 1, MOST_TARGETS);
  bands.forEach((band, index) => checkBand(check, `bands.${index}`, band));
  targets.forEach((target, index) => checkTarget(check, `targets.${index}`, target, content));
  checkIds(check, 'bands', bands);
  checkIds(check, 'targets', targets);
  if (ceiling !== null) {
    checkEdge(check, 'ceiling.at', ceiling.at);
    check.whole('ceiling.sayAfterSeconds', ceiling.sayAfterSeconds, 1, 30);
    check.whole('ceiling.repeatEverySeconds', ceiling.repeatEverySeconds, 5, 120);
  }
  return check.faults;
}

/** What nobody can earn was once accepted: an export of then is still taken, and judged as it is. */
export function wasOnceAccepted({ note: { id } }: PrescriptionFault): boolean {
  return (
    id === 'prescription.too_narrow' ||
    id === 'prescription.too_narrow_reserve' ||
    id === 'prescription.recovery_too_short'
  );
}

class Check {
  readonly faults: PrescriptionFault[] = [];

  add(field: string, id: NoteId, values?: Note['values']): void {
    this.faults.push({ field, note: note(id, values) });
  }

  whole(field: string, value: number, lowest: number, highest: number): void {
    if (!Number.isInteger(value) || value < lowest || value > highest) {
      this.add(field, 'prescription.out_of_range', { lowest, highest });
    }
  }

  count(field: string, value: number, lowest: number, highest: number): void {
    if (value < lowest || value > highest) this.add(field, 'prescription.how_many', { lowest, highest });
  }

  order(field: string, low: number, high: number): void {
    if (low > high) this.add(field, 'prescription.reversed');
  }
}

function checkIds(check: Check, list: string, items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    const isReserved = list === 'targets' && id === 'daily_movement';
    if (!ID.test(id) || isReserved) check.add(`${list}.${index}.id`, 'prescription.id_form');
    else if (seen.has(id)) check.add(`${list}.${index}.id`, 'prescription.id_twice');
    seen.add(id);
  });
}

function checkName(check: Check, field: string, name: Words): void {
  for (const locale of LOCALES) {
    const { length } = name[locale].trim();
    check.count(`${field}.${locale}`, length, 1, LONGEST_NAME);
  }
}

function checkBand(check: Check, field: string, { name, low, high }: Band): void {
  checkName(check, `${field}.name`, name);
  checkEdge(check, `${field}.low`, low);
  if (high === null) return;
  checkEdge(check, `${field}.high`, high);
  checkOrder(check, field, low, high, 'apart');
}

function checkEdge(check: Check, field: string, edge: Edge): void {
  for (const [kind, value] of Object.entries(edge)) {
    const [lowest, highest] = EDGE_LIMITS[kind]!;
    check.whole(`${field}.${kind}`, value, lowest, highest);
  }
}

function checkOrder(check: Check, field: string, low: Edge, high: Edge, apart?: 'apart'): void {
  const [[lowKind, lowest]] = Object.entries(low) as [[string, number]];
  const [[highKind, highest]] = Object.entries(high) as [[string, number]];
  if (lowKind !== highKind) return;
  check.order(field, lowest, highest);
  if (apart === undefined || lowest > highest) return;
  if (lowKind === 'percentOfReserve') {
    const reserveBpm = reserveWithoutBeat(lowest, highest);
    if (reserveBpm !== null) check.add(field, 'prescription.too_narrow_reserve', { reserveBpm });
  }
  // One bpm is a band; one per cent of some heart rate is between two.
  else if (lowKind !== 'bpm' && lowest === highest) check.add(field, 'prescription.too_narrow');
}

/** The smallest reserve of which no whole bpm lies between these per cents; null where every one has some. */
function reserveWithoutBeat(lowest: number, highest: number): number | null {
  for (let bpm = SMALLEST_RESERVE_BPM; bpm <= LARGEST_RESERVE_BPM; bpm++) {
    if (Math.ceil((lowest * bpm) / 100) > Math.floor((highest * bpm) / 100)) return bpm;
  }
  return null;
}

function checkTarget(
  check: Check,
  field: string,
  target: Target,
  { bands, targets }: PrescriptionContent,
): void {
  const { band, dose, name, alsoCounts } = target;
  checkName(check, `${field}.name`, name);
  if (typeof band === 'string') {
    const id = band.replace(/^at_or_above:/, '');
    if (!bands.some((each) => each.id === id)) check.add(`${field}.band`, 'prescription.no_such_band');
  } else if (band !== null) checkEdge(check, `${field}.band.atOrAbove`, band.atOrAbove);
  else if (dose.unit !== 'sessions') check.add(`${field}.band`, 'prescription.needs_band');
  if (target.sports !== undefined) check.count(`${field}.sports`, target.sports.length, 1, MOST_SPORTS);
  checkDose(check, `${field}.dose`, dose);
  if (dose.unit === 'intervals' && typeof band === 'string') {
    const own = bands.find(({ id }) => id === band.replace(/^at_or_above:/, ''));
    if (own !== undefined) checkOrder(check, `${field}.dose.structure.floor`, dose.structure.floor, own.low);
  }
  if (alsoCounts === undefined) return;
  if (dose.unit !== 'sessions' || band === null) {
    check.add(`${field}.alsoCounts`, 'prescription.also_counts_sessions');
  }
  alsoCounts.forEach((id, index) => {
    const other = targets.find((each) => each.id === id);
    if (other === undefined || other.alsoCounts !== undefined || other === target) {
      check.add(`${field}.alsoCounts.${index}`, 'prescription.no_such_target');
    }
  });
}

function checkDose(check: Check, field: string, dose: Dose): void {
  const most = dose.unit === 'minutes' ? MINUTES_OF_A_WEEK : 7;
  check.whole(`${field}.minimum`, dose.minimum, 1, most);
  if (dose.maximum !== null) {
    check.whole(`${field}.maximum`, dose.maximum, 1, most);
    check.order(field, dose.minimum, dose.maximum);
  }
  if (dose.unit === 'intervals') checkStructure(check, `${field}.structure`, dose.structure);
  if (dose.unit === 'sessions' || dose.unit === 'days') {
    check.whole(`${field}.seconds.least`, dose.seconds.least, 60, SECONDS_OF_A_DAY);
    if (dose.seconds.most !== null) {
      check.whole(`${field}.seconds.most`, dose.seconds.most, 60, SECONDS_OF_A_DAY);
      check.order(`${field}.seconds`, dose.seconds.least, dose.seconds.most);
    }
  }
  if (dose.unit !== 'sessions' || dose.cap === undefined) return;
  const hundredths = 100 * dose.cap.aboveBand;
  const isFine =
    Math.abs(hundredths - Math.round(hundredths)) < 1e-9 && hundredths >= 1 && hundredths <= 1000;
  if (!isFine) check.add(`${field}.cap.aboveBand`, 'prescription.share', { lowest: 0.01, highest: 10 });
}

function checkStructure(check: Check, field: string, { reps, work, recovery, floor }: Structure): void {
  check.whole(`${field}.reps`, reps, 1, 12);
  if (Number.isInteger(work.least) && work.least < SHORTEST_WORK_SECONDS) {
    check.add(`${field}.work.least`, 'prescription.work_too_short', { lowest: SHORTEST_WORK_SECONDS });
  } else check.whole(`${field}.work.least`, work.least, SHORTEST_WORK_SECONDS, 3600);
  check.whole(`${field}.work.most`, work.most, 1, 3600);
  check.order(`${field}.work`, work.least, work.most);
  check.whole(`${field}.work.effort`, work.effort, 0, Math.max(0, work.most));
  check.whole(`${field}.recovery.least`, recovery.least, 30, 3600);
  if (Number.isInteger(recovery.most) && recovery.most < SHORTEST_RECOVERY_SECONDS) {
    check.add(`${field}.recovery.most`, 'prescription.recovery_too_short', {
      lowest: SHORTEST_RECOVERY_SECONDS,
    });
  } else check.whole(`${field}.recovery.most`, recovery.most, SHORTEST_RECOVERY_SECONDS, 3600);
  check.order(`${field}.recovery`, recovery.least, recovery.most);
  if (recovery.belowFloor !== undefined) {
    check.whole(`${field}.recovery.belowFloor`, recovery.belowFloor, 0, Math.max(0, recovery.most));
  }
  checkEdge(check, `${field}.floor`, floor);
}
