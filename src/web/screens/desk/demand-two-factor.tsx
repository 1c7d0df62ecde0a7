import type { JSX } from 'preact';
import { sendJson } from '../../api/api-client.ts';
import type { ClinicJson } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { loadMe, me } from '../../shell/me.ts';
import { hrefOf } from '../../shell/address.ts';

/** Whether all who work in a clinic need a second factor (U4); an admin who has one demands it. */
export function DemandTwoFactor({
  clinic,
  onChanged,
}: {
  clinic: ClinicJson;
  onChanged: () => void;
}): JSX.Element {
  const t = words.value.twoFactor.clinic;
  const action = useAction();
  const { id, requiresTwoFactor } = clinic;
  const mayDemand = me.value?.twoFactor?.enabled === true;
  const demand = async (on: boolean): Promise<void> => {
    await sendJson('PATCH', `/v1/clinics/${id}`, { requiresTwoFactor: on });
    // Whether the admin may turn their own off is another matter now.
    await loadMe();
    onChanged();
  };
  return (
    <section class="stack tight" aria-labelledby="demand-two-factor">
      <h2 id="demand-two-factor">{t.title}</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={requiresTwoFactor}
          disabled={action.busy || (!requiresTwoFactor && !mayDemand)}
          onChange={(event) => {
            const on = event.currentTarget.checked;
            action.run(() => demand(on));
          }}
        />
        {t.demand}
      </label>
      <p class="soft">{t.text}</p>
      {!mayDemand && !requiresTwoFactor && (
        <p>
          <a href={hrefOf('me', 'sign-in')}>{t.ownFirst}</a>
        </p>
      )}
      <ProblemNotice problem={action.problem} />
    </section>
  );
}
