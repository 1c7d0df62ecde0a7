import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { remove, sendJson } from '../../api/api-client.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ShareLink } from '../../components/share-link.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { LogSession } from './log-session.tsx';
import './week-actions.css';

/** What a person tells of a week that no device knows, a session without a strap, illness, a holiday; and whom they show it. */
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
      <details>
        <summary class="button">{words.value.people.links.share}</summary>
        <ShareLink key={week} shows={{ week }} />
      </details>
    </section>
  );
}

function Excuse({ week, excused }: { week: string; excused: boolean }): JSX.Element {
  const t = words.value.week.excuse;
  const [reason, setReason] = useState('');
  const path = `/v1/athlete/excused-weeks/${week}`;
  const save = async (): Promise<void> => {
    if (excused) await remove(path);
    else await sendJson('PUT', path, reason.trim() === '' ? {} : { reason: reason.trim() });
    forgetAnswers();
  };
  const form = useForm(save);
  return (
    <form class="stack" {...form.handlers}>
      <p class="soft">{excused ? t.withdrawText : t.text}</p>
      {!excused && (
        <TextField
          label={t.reason}
          maxLength={500}
          placeholder={t.reasonExample}
          value={reason}
          onValue={setReason}
        />
      )}
      <ProblemNotice problem={form.problem} />
      <div>
        <button type="submit" class="button primary" disabled={form.busy}>
          {excused ? t.withdraw : t.save}
        </button>
      </div>
    </form>
  );
}
