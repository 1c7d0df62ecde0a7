import type { JSX } from 'preact';
import { choosePrescription } from '../../../domain/prescription/choose-prescription.ts';
import { timeOfDay } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { athleteZones, browserTimeZone, prescriptions } from '../../shell/athlete.ts';
import { knownWeek } from '../../shell/known-week.ts';
import { Nearness, nearOfKnown } from './nearness.tsx';

/** How near the targets of a week are without a network, and since when that is known. Left out: the week that is known. */
export function KnownWeekSoFar({
  week,
  heading: Heading = 'h3',
}: {
  week?: string;
  heading?: 'h2' | 'h3';
}): JSX.Element {
  const known = knownWeek();
  if (known === null || (week !== undefined && known.week !== week)) {
    return <p class="soft">{words.value.live.weekUnknown}</p>;
  }
  const prescription = choosePrescription(prescriptions.value, known.week);
  const zone = athleteZones().at(-1)?.timeZone ?? browserTimeZone();
  const time = timeOfDay(new Date(known.asOfMs).toISOString(), zone);
  return (
    <section class="verdicts">
      <Heading>{words.value.session.weekSoFar}</Heading>
      <Nearness targets={nearOfKnown(known, prescription)} prescription={prescription} />
      <p class="soft small">{words.value.live.weekAsOf({ time })}</p>
    </section>
  );
}
