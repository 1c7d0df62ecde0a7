import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getInWords, getJson, remove } from '../../api/api-client.ts';
import type { HistogramJson, SessionJson, TraceJson } from '../../api/contract.ts';
import { forgetAnswers, useResource } from '../../api/resource.ts';
import { CellBar } from '../../components/cell-bar.tsx';
import { Files } from '../../components/files.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ShareLink } from '../../components/share-link.tsx';
import { useAction } from '../../components/use-action.ts';
import { clock, longDate, number, timeOfDay } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { intervalWords } from '../../language/interval-words.ts';
import { go } from '../../shell/route.ts';
import { useShownAthlete } from '../../shell/shown-athlete.ts';
import { Bouts } from './bouts.tsx';
import { Figures } from './figures.tsx';
import { gradedIntervals } from './graded-intervals.ts';
import { Histogram } from './histogram.tsx';
import { SessionTrace } from './session-trace.tsx';
import { sportName } from './sport-name.ts';
import { Verdicts } from './verdicts.tsx';
import './session-screen.css';

interface Whole {
  readonly session: SessionJson;
  readonly trace: TraceJson;
  readonly histogram: HistogramJson;
}

/** One session: what happened, what it was worth, and how we know. */
export function OneSession({ id }: { id: string }): JSX.Element {
  const path = `${useShownAthlete().path}/sessions/${encodeURIComponent(id)}`;
  const whole = useResource(`whole ${path}`, async (): Promise<Whole> => {
    const [session, trace, histogram] = await Promise.all([
      getInWords<SessionJson>(path),
      getJson<TraceJson>(`${path}/trace`),
      getJson<HistogramJson>(`${path}/histogram`),
    ]);
    return { session, trace, histogram };
  });
  if (whole.state === 'loading') return <Loading heights={[90, 340, 120, 200]} />;
  if (whole.state === 'failed') return <ProblemNotice problem={whole.problem} retry={whole.reload} />;
  return <SessionBody {...whole.value} />;
}

function SessionBody({ session, trace, histogram }: Whole): JSX.Element {
  const t = words.value.session;
  const { name, path, prescriptionById } = useShownAthlete();
  const prescription = prescriptionById(session.basis.prescriptionId);
  return (
    <div class="session stack">
      <header class="stack">
        <div>
          <h1>{sportName(session)}</h1>
          <p class="soft">
            {longDate(session.localDate)}, {timeOfDay(session.startedAt, session.timeZone)}–
            {timeOfDay(session.endedAt, session.timeZone)}{' '}
            {session.simulated && <strong>{t.simulated}</strong>}
          </p>
        </div>
        <Figures session={session} />
      </header>
      {trace.t.length > 1 ? (
        <section class="stack">
          <h2>{name === null ? t.traceTitle : t.traceTitleOf}</h2>
          <SessionTrace session={session} trace={trace} prescription={prescription} />
        </section>
      ) : (
        <p class="notice">{session.logged ? t.loggedText : t.noHeartRate}</p>
      )}
      <Verdicts session={session} />
      {session.sets.length > 0 && <Sets sets={session.sets} />}
      {gradedIntervals(session, prescription).map(({ target, result }) => (
        <Bouts
          key={target?.id}
          words={intervalWords(prescription, target)}
          result={result}
          timeZone={session.timeZone}
        />
      ))}
      {session.cells !== null && (
        <section class="stack">
          <h2>{words.value.week.whereMinutesWent}</h2>
          <CellBar cells={session.cells} bands={session.bands} prescription={prescription} />
        </section>
      )}
      {histogram.seconds.some((seconds) => seconds > 0) && (
        <Histogram seconds={histogram.seconds} bands={session.bands} prescription={prescription} />
      )}
      {!session.logged && (
        <details class="no-print">
          <summary class="button">{t.files.title}</summary>
          <Files text={t.files.text} files={filesOf(session, path)} />
        </details>
      )}
      {name === null && (
        <>
          <details class="no-print">
            <summary class="button">{words.value.people.links.share}</summary>
            <ShareLink shows={{ sessionId: session.id }} />
          </details>
          <RemoveSession session={session} />
        </>
      )}
    </div>
  );
}

function filesOf({ id, localDate, sport }: SessionJson, path: string): Parameters<typeof Files>[0]['files'] {
  return ['fit', 'tcx', 'csv'].map((format) => ({
    path: `${path}/sessions/${id}.${format}`,
    fileName: `${localDate}-${sport}.${format}`,
    label: format.toUpperCase(),
  }));
}

/** "What did I lift?": sets × repetitions × weight, where the file has them (T6). */
function Sets({ sets }: { sets: SessionJson['sets'] }): JSX.Element {
  const t = words.value.session;
  return (
    <section class="stack">
      <h2>{t.setsTitle}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.set}</th>
            <th scope="col" class="number">
              {t.repetitions}
            </th>
            <th scope="col" class="number">
              {t.weight}
            </th>
            <th scope="col" class="number">
              {t.time}
            </th>
          </tr>
        </thead>
        <tbody>
          {sets.map(({ repetitions, weightKg, durationSeconds }, index) => (
            <tr key={index}>
              <td>{index + 1}</td>
              <td class="number">{repetitions ?? '–'}</td>
              <td class="number">{weightKg === null ? '–' : number(weightKg, 1)}</td>
              <td class="number">{clock(durationSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RemoveSession({ session }: { session: SessionJson }): JSX.Element {
  const t = words.value.session;
  const [asked, setAsked] = useState(false);
  const action = useAction();
  const confirm = async (): Promise<void> => {
    await remove(`/v1/sessions/${session.id}`);
    go('week');
    forgetAnswers();
  };
  return (
    <footer class="stack no-print">
      <ProblemNotice problem={action.problem} />
      {asked ? (
        <div class="row">
          <span>{t.removeQuestion}</span>
          <button
            type="button"
            class="button primary"
            disabled={action.busy}
            onClick={() => action.run(confirm)}
          >
            {t.removeConfirm}
          </button>
          <button type="button" class="button" onClick={() => setAsked(false)}>
            {t.removeCancel}
          </button>
        </div>
      ) : (
        <div>
          <button type="button" class="button quiet flush" onClick={() => setAsked(true)}>
            {t.remove}
          </button>
        </div>
      )}
    </footer>
  );
}
