import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { Beginnings } from '../../components/beginnings.tsx';

/** A week without a recording is not a failure to render: it says why it is empty and what to do. */
export function EmptyWeek({ current }: { current: boolean }): JSX.Element {
  const t = words.value.week;
  return (
    <section class="stack empty">
      <div>
        <h2>{current ? t.emptyTitle : t.emptyPastTitle}</h2>
        <p class="soft">{current ? t.emptyText : t.emptyPastText}</p>
      </div>
      {current && <Beginnings />}
    </section>
  );
}
