import type { JSX } from 'preact';
import { ShareLink } from '../../components/share-link.tsx';
import { words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { ExcuseWeek } from './excuse-week.tsx';
import { LogSession } from './log-session.tsx';
import './week-actions.css';

/** What a person tells of a week that no device knows, a session without a strap, illness, a holiday; and whom they show it. Of somebody else’s only what is prescribed. */
export function WeekActions({ week, excused }: { week: string; excused: boolean }): JSX.Element | null {
  const t = words.value.week;
  const { name, opens } = useShownAthlete();
  const isOwn = name === null;
  if (!opens('prescribe')) return null;
  return (
    <section class="week-actions no-print" aria-label={t.tell}>
      {isOwn && (
        <details>
          <summary class="button">{t.log.title}</summary>
          <LogSession />
        </details>
      )}
      <details key={String(excused)}>
        <summary class="button">{excused ? t.excuse.withdrawTitle : t.excuse.title}</summary>
        <ExcuseWeek week={week} excused={excused} />
      </details>
      {isOwn && (
        <details>
          <summary class="button">{words.value.people.links.share}</summary>
          <ShareLink key={week} shows={{ week }} />
        </details>
      )}
    </section>
  );
}
