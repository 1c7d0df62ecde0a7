import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../api/api-client.ts';
import type { IssuedReportLinkJson } from '../api/contract.ts';
import { fullDate } from '../language/format.ts';
import { words } from '../language/language.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useAction } from './use-action.ts';

/** A link that shows one week or one session to whoever has it, without a sign-in (C3). */
export function ShareLink({ shows }: { shows: { week: string } | { sessionId: string } }): JSX.Element {
  const t = words.value.people.links;
  const [made, setMade] = useState<IssuedReportLinkJson | null>(null);
  const action = useAction();
  const make = async (): Promise<void> => {
    setMade(await sendJson<IssuedReportLinkJson>('POST', '/v1/report-links', shows));
  };
  return (
    <div class="stack tight">
      <p class="soft">{t.text}</p>
      <ProblemNotice problem={action.problem} />
      {made === null ? (
        <div>
          <button
            type="button"
            class="button primary"
            disabled={action.busy}
            onClick={() => action.run(make)}
          >
            {t.make}
          </button>
        </div>
      ) : (
        <>
          <SecretOnce label={t.made} secret={made.url} onDone={() => setMade(null)} />
          <p class="soft small">{t.until({ date: fullDate(made.expiresAt.slice(0, 10)) })}</p>
        </>
      )}
    </div>
  );
}
