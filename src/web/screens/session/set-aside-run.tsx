import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { remove, sendInWords } from '../../api/api-client.ts';
import type { SetAsideJson } from '../../api/contract.ts';
import { forgetAnswers } from '../../api/resource.ts';
import { TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { athleteZones, today } from '../../shell/athlete.ts';
import { instantOf } from '../week/instant-of.ts';
import { likelyStart } from './likely-start.ts';
import { sportName } from './sport-name.ts';

/** One recording that waits for a person: why, and the two ways out. `placed` is called when the server has placed it. */
export function SetAsideRun({ run, placed }: { run: SetAsideJson; placed: () => void }): JSX.Element {
  const t = words.value.setAside;
  const likely = likelyStart(run, athleteZones());
  const [date, setDate] = useState<string>(likely.date);
  const [time, setTime] = useState(likely.time);
  const [asked, setAsked] = useState(false);
  const action = useAction();
  const place = async (): Promise<void> => {
    const isAsRecorded = likely.isRecorded && date === likely.date && time === likely.time;
    const startedAt = isAsRecorded
      ? 'as_recorded'
      : // The field lets nothing but a date through.
        new Date(instantOf(parseLocalDate(date)!, time, athleteZones())).toISOString();
    await sendInWords('POST', `/v1/recordings/${run.id}/place`, { startedAt });
    placed();
    forgetAnswers();
  };
  const discard = async (): Promise<void> => {
    await remove(`/v1/recordings/${run.id}`);
    forgetAnswers();
  };
  return (
    <li>
      <form
        class="stack tight"
        onSubmit={(event) => {
          event.preventDefault();
          action.run(place);
        }}
      >
        <p>
          <strong>{sportName({ sport: run.sport, subSport: null })}</strong>{' '}
          <span class="soft small">
            {[
              run.device,
              run.simulated ? words.value.session.simulated : null,
              t.ended({ when: moment(run.endedAt) }),
            ]
              .filter((each) => each !== null)
              .join(' · ')}
          </span>
        </p>
        <p>{run.reason.text}</p>
        {asked ? (
          <div class="row set-aside-question">
            <p>{t.discardQuestion}</p>
            <button
              type="button"
              class="button primary"
              disabled={action.busy}
              onClick={() => action.run(discard)}
            >
              {t.discardConfirm}
            </button>
            <button type="button" class="button" onClick={() => setAsked(false)}>
              {words.value.session.removeCancel}
            </button>
          </div>
        ) : (
          <div class="set-aside-choice">
            <TextField label={t.date} type="date" required max={today()} value={date} onValue={setDate} />
            <TextField label={t.time} type="time" required value={time} onValue={setTime} />
            <button type="submit" class="button primary" disabled={action.busy}>
              {t.place}
            </button>
            <button type="button" class="button quiet" onClick={() => setAsked(true)}>
              {t.discard}
            </button>
          </div>
        )}
        <ProblemNotice problem={action.problem} />
      </form>
    </li>
  );
}
