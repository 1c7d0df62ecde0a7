import type { JSX } from 'preact';
import { Files } from '../../components/files.tsx';
import { ShareLink } from '../../components/share-link.tsx';
import { locale, words } from '../../language/language.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { ExcuseWeek } from './excuse-week.tsx';
import { LogSession } from './log-session.tsx';
import './week-actions.css';

/**
 * What a person tells of a week that no device knows, a session without a strap, illness, a holiday; and whom they show
 * it. Of somebody else’s only what a grant opens.
 */
export function WeekActions({ week, excused }: { week: string; excused: boolean }): JSX.Element {
  const t = words.value.week;
  const { name, path, opens } = useShownAthlete();
  const isOwn = name === null;
  const report = `${path}/reports/weeks/${week}`;
  const files = [
    { path: `${report}.signed.json`, fileName: `${week}.signed.json`, label: t.files.signed },
    {
      path: `${report}.fhir.json?locale=${locale.value}`,
      fileName: `${week}.fhir.json`,
      label: t.files.fhir,
    },
  ];
  return (
    <section class="week-actions no-print" aria-label={t.tell}>
      {isOwn && (
        <details>
          <summary class="button">{t.log.title}</summary>
          <LogSession />
        </details>
      )}
      {opens('prescribe') && (
        <details key={String(excused)}>
          <summary class="button">{excused ? t.excuse.withdrawTitle : t.excuse.title}</summary>
          <ExcuseWeek week={week} excused={excused} />
        </details>
      )}
      {isOwn && (
        <details>
          <summary class="button">{words.value.people.links.share}</summary>
          <ShareLink key={week} shows={{ week }} />
        </details>
      )}
      <details>
        <summary class="button">{t.files.title}</summary>
        <Files text={t.files.text} files={files} />
      </details>
    </section>
  );
}
