import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ProblemNotice } from '../components/problem-notice.tsx';
import { useAction } from '../components/use-action.ts';
import { words } from '../language/language.ts';
import { enterByPasskey } from './passkey.ts';

/** The first way back (U4): one tap, nothing to type. */
export function PasskeyEntrance({ onEntered }: { onEntered: () => Promise<void> }): JSX.Element {
  const t = words.value.account;
  const [wasRefused, setRefused] = useState(false);
  const action = useAction();
  const enter = async (): Promise<void> => {
    setRefused(false);
    if (await enterByPasskey()) await onEntered();
    else setRefused(true);
  };
  return (
    <section class="stack tight">
      {action.problem?.code === 'passkey_not_found' ? (
        <p class="notice" role="alert">
          {t.passkeyUnknown}
        </p>
      ) : (
        <ProblemNotice problem={action.problem} />
      )}
      <div>
        <button type="button" class="button primary" disabled={action.busy} onClick={() => action.run(enter)}>
          {t.enterByPasskey}
        </button>
      </div>
      <p role="status">{wasRefused ? t.noPasskeyChosen : ''}</p>
    </section>
  );
}
