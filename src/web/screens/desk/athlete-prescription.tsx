import type { JSX } from 'preact';
import { DEFAULT_PRESCRIPTION } from '../../../domain/prescription/default-prescription.ts';
import type { DeclinedPrescriptionJson, Items, PrescriptionJson } from '../../api/contract.ts';
import type { Resource } from '../../api/resource.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { fullDate } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { asPrescription } from '../../shell/athlete.ts';
import { PrescribedTargets } from '../me/prescribed-targets.tsx';

export type PrescribedJson = Items<PrescriptionJson> & {
  readonly declined: readonly DeclinedPrescriptionJson[];
};

/** What is prescribed to an athlete, what is to come, and what they declined (R6). `templates`: where to prescribe. */
export function AthletePrescription({
  answer,
  templates,
}: {
  answer: Resource<PrescribedJson | null>;
  templates: string | null;
}): JSX.Element {
  const t = words.value.clinicDesk.athlete;
  const prescribed = answer.state === 'ready' ? answer.value : null;
  const latest = prescribed?.items.toSorted((a, b) => b.validFrom.localeCompare(a.validFrom))[0];
  const prescription = (latest === undefined ? [] : asPrescription(latest))[0] ?? DEFAULT_PRESCRIPTION;
  return (
    <section class="stack tight" aria-labelledby="desk-prescription">
      <h3 id="desk-prescription">{words.value.prescription.title}</h3>
      {answer.state === 'failed' && <ProblemNotice problem={answer.problem} retry={answer.reload} />}
      {prescribed !== null && (
        <>
          <p class="soft">
            {latest === undefined
              ? words.value.prescription.default
              : t.prescribedFrom({ date: fullDate(latest.validFrom) })}
            {latest !== undefined && latest.reason !== null && ` “${latest.reason}”`}
          </p>
          <PrescribedTargets prescription={prescription} />
          {prescribed.declined.map((each) => (
            <p key={each.id} class="notice">
              {t.declined({ date: fullDate(each.declinedAt.slice(0, 10)) })}
              {each.declineReason !== undefined && ` “${each.declineReason}”`}
            </p>
          ))}
        </>
      )}
      {templates !== null && (
        <div>
          <a class="button" href={templates}>
            {t.prescribe}
          </a>
        </div>
      )}
    </section>
  );
}
