import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../../language/language.ts';
import { me } from '../../shell/me.ts';
import { afterChange } from './after-change.ts';
import { BackupCodes } from './backup-codes.tsx';
import { ProvenForm } from './proven-form.tsx';
import { SetUp } from './set-up.tsx';

/** The person's own second factor (U4): set up, renewed and turned off. */
export function TwoFactorPart(): JSX.Element | null {
  const t = words.value.twoFactor;
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const state = me.value?.twoFactor;
  if (state === undefined) return null;
  return (
    <div class="stack tight">
      <h3>{t.title}</h3>
      {state.enabled ? (
        <>
          <p class="soft">{t.isOn}</p>
          {codes === null ? (
            <ProvenForm path="generate-backup-codes" onAnswer={({ backupCodes }) => setCodes(backupCodes)}>
              {t.newCodes}
            </ProvenForm>
          ) : (
            <BackupCodes codes={codes} onKept={() => setCodes(null)} />
          )}
          {state.required ? (
            <p class="soft">{t.demanded}</p>
          ) : (
            <ProvenForm path="disable" onAnswer={afterChange}>
              {t.turnOff}
            </ProvenForm>
          )}
        </>
      ) : (
        <>
          <p class="soft">{t.text}</p>
          <SetUp onDone={afterChange} />
        </>
      )}
    </div>
  );
}
