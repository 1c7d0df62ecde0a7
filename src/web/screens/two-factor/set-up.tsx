import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import { CodeField, codeOf } from '../../components/code-field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import { BackupCodes } from './backup-codes.tsx';
import { type Enabled, ProvenForm } from './proven-form.tsx';
import './two-factor.css';

/** From "set it up" to the backup codes that are kept (U4); `onDone` then, when the second factor is on. */
export function SetUp({ onDone }: { onDone: () => Promise<void> | void }): JSX.Element {
  const t = words.value.twoFactor;
  const [made, setMade] = useState<Enabled | null>(null);
  const [isOn, setOn] = useState(false);
  if (made === null) {
    return (
      <ProvenForm path="enable" primary onAnswer={setMade}>
        {t.setUp}
      </ProvenForm>
    );
  }
  if (isOn) return <BackupCodes codes={made.backupCodes} onKept={onDone} />;
  return <Scan uri={made.totpURI} onConfirmed={() => setOn(true)} onCancel={() => setMade(null)} />;
}

function Scan({
  uri,
  onConfirmed,
  onCancel,
}: {
  uri: string;
  onConfirmed: () => void;
  onCancel: () => void;
}): JSX.Element {
  const t = words.value.twoFactor;
  const [code, setCode] = useState('');
  const form = useForm(async () => {
    await sendJson('POST', '/v1/auth/two-factor/verify-totp', { code: codeOf(code) });
    onConfirmed();
  });
  const key = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <form class="stack" {...form.handlers}>
      <p>{t.scan}</p>
      <div class="two-factor-key">
        <QrCode text={uri} label={t.qrLabel} />
        <div class="stack tight">
          <p>
            <a href={uri}>{t.openApp}</a>
          </p>
          <p class="soft small">{t.secret}</p>
          {/* In fours, as one reads it off. */}
          <code>{key.match(/.{1,4}/g)?.join(' ')}</code>
        </div>
      </div>
      <CodeField label={t.codeShown} value={code} onValue={setCode} />
      <ProblemNotice problem={form.problem} />
      <div class="row">
        <button type="submit" class="button primary" disabled={form.busy}>
          {t.confirm}
        </button>
        <button type="button" class="button quiet" onClick={onCancel}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
