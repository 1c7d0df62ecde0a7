import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../language/language.ts';
import { RunnerCard } from './runner-card.tsx';
import { sortWall } from './wall-runner.ts';
import { watchWall, type WatchedWall } from './watch-wall.ts';
import './wall.css';

/** Everybody who runs now and lets the clinic see it, who needs a word first (R5). */
export function Wall({ clinicId }: { clinicId: string }): JSX.Element {
  const t = words.value.clinicDesk.wall;
  const [wall, setWall] = useState<WatchedWall | null>(null);
  const [, setTick] = useState(0);
  useEffect(() => {
    const watched = watchWall(clinicId);
    setWall(watched);
    // A pulse grows old by itself.
    const timer = setInterval(() => setTick((n) => n + 1), 1_000);
    return () => {
      clearInterval(timer);
      watched.stop();
    };
  }, [clinicId]);
  const server = wall?.server.value ?? 'connecting';
  const shown = sortWall(wall?.runners.value.values() ?? [], Date.now());
  const inNeed = shown.filter(({ need }) => need !== 'fine').length;
  return (
    <section class="stack wall" aria-label={t.title}>
      <div class="row">
        <p class="wall-count">
          <span class="numeral">{shown.length}</span> {t.running({ n: shown.length })}
          {inNeed > 0 && <span class="soft">{` · ${t.inNeed({ n: inNeed })}`}</span>}
        </p>
        <p class="soft small wall-server" role="status" data-server={server}>
          {t.server[server]}
        </p>
      </div>
      {shown.length === 0 && server !== 'refused' && (
        <div class="notice">
          <h2>{t.nobody}</h2>
          <p>{t.nobodyHelp}</p>
        </div>
      )}
      {shown.length > 0 && <h2 class="visually-hidden">{t.title}</h2>}
      <ul class="runners">
        {shown.map(({ runner, need }) => (
          <RunnerCard key={runner.athleteId} runner={runner} need={need} />
        ))}
      </ul>
    </section>
  );
}
