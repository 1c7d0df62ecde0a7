import type { JSX } from 'preact';
import { Download } from '../../components/download.tsx';
import { words } from '../../language/language.ts';
import { CalendarFeeds } from './calendar-feeds.tsx';
import { ClinicalSystem } from './clinical-system.tsx';
import { Webhooks } from './webhooks.tsx';

/** Ways out to watches, calendars and other systems, each with what it was used for last and its end. */
export function ConnectionsSection(): JSX.Element {
  const t = words.value.connections;
  return (
    <section class="card stack" aria-labelledby="connections">
      <h2 id="connections">{t.title}</h2>
      <h3>{t.workout.title}</h3>
      <p class="soft">{t.workout.text}</p>
      <Download path="/v1/plan/today.fit" fileName="zone-coach-today.fit" mayBeMissing>
        {t.workout.download}
      </Download>
      <CalendarFeeds />
      <Webhooks />
      <ClinicalSystem />
    </section>
  );
}
