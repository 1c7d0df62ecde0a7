import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isoWeekOf, previousWeek } from '../../../domain/calendar/week.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import { getJson, sendJson } from '../../api/api-client.ts';
import type { FhirDeliveriesJson } from '../../api/contract.ts';
import { useResource } from '../../api/resource.ts';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { today } from '../../shell/athlete.ts';
import { failedBecause } from './failed-because.ts';

const WEEKS_OFFERED = 12;

/** Weeks sent to the clinical system of the installation; nothing where there is none (D4). */
export function ClinicalSystem(): JSX.Element | null {
  const t = words.value.connections.clinicalSystem;
  const { states } = words.value.connections.webhooks;
  const sent = useResource('fhir deliveries', () => getJson<FhirDeliveriesJson>('/v1/fhir/deliveries'));
  const weeks = latestWeeks();
  const [week, setWeek] = useState<string>(weeks[0]!);
  const form = useForm(async () => {
    await sendJson('POST', '/v1/fhir/deliveries', { week });
    sent.reload();
  });
  if (sent.state === 'loading') return null;
  if (sent.state === 'failed') return <ProblemNotice problem={sent.problem} retry={sent.reload} />;
  const { server, items } = sent.value;
  if (server === null) return null;
  const nameOf = (each: string): string =>
    `${words.value.week.weekNumber({ week: Number(each.slice(6)) })}, ${each.slice(0, 4)}`;
  return (
    <>
      <h3>{t.title}</h3>
      <p class="soft">{t.text({ host: server })}</p>
      <form class="row form-row" {...form.handlers}>
        <Field label={t.week}>
          <select value={week} onChange={(event) => setWeek(event.currentTarget.value)}>
            {weeks.map((each) => (
              <option key={each} value={each}>
                {nameOf(each)}
              </option>
            ))}
          </select>
        </Field>
        <button type="submit" class="button" disabled={form.busy}>
          {t.send}
        </button>
      </form>
      <ProblemNotice problem={form.problem} />
      {items.length > 0 && (
        <ul class="looks">
          {items.map((delivery) => (
            <li key={delivery.week}>
              <strong>{nameOf(delivery.week)}</strong>
              <br />
              <span class="soft small">
                {moment(delivery.lastAttemptAt ?? delivery.requestedAt)}, {states[delivery.state]}
                {failedBecause(delivery)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The week under way and those before it. */
function latestWeeks(): IsoWeek[] {
  const weeks = [isoWeekOf(today())];
  while (weeks.length < WEEKS_OFFERED) weeks.push(previousWeek(weeks.at(-1)!));
  return weeks;
}
