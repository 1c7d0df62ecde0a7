import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { remove, sendJson } from '../../api/api-client.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { LogSession } from './log-session.tsx';
import './week-actions.css';

/** What a person tells of a week that no device knows: a session without a strap, illness, a holiday. */
export function WeekActions({ week, excused }: { week: string; excused: boolean }): JSX.Element {
  const t = words.value.week;
  return (
    <section class="week-actions no-print" aria-label={t.tell}>
      <details>
        <summary class="button">{t.log.title}</summary>
        <LogSession />
      </details>
      <details key={String(excused)}>
        <summary class="button">{excused ? t.excuse.withdrawTitle : t.excuse.title}</summary>
        <Excuse week={week} excused={excused} />
      </details>
    </section>
  );
}

function Excuse({ week, excused }: { week: string; excused: boolean }): JSX.Element {
  const t = words.value.week.excuse;
  const [reason, setReason] = useState('');
  const action = useAction();
  const path = `/v1/athlete/excused-weeks/${week}`;
  const save = async (): Promise<void> => {
    if (excused) await remove(path);
    else await sendJson('PUT', path, reason.trim() === '' ? {} : { reason: reason.trim() });
    forgetAnswers();
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        action.run(save);
      }}
    >
      <p class="soft">{excused ? t.withdrawText : t.text}</p>
      {!excused && (
        <label class="field">
          <span>{t.reason}</span>
          <input
            maxLength={500}
            placeholder={t.reasonExample}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
      )}
      <ProblemNotice problem={action.problem} />
      <div>
        <button type="submit" class="button primary" disabled={action.busy}>
          {excused ? t.withdraw : t.save}
        </button>
      </div>
    </form>
  );
}
