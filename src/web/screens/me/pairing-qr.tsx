import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PairingCodeJson } from '../../api/contract.ts';
import { QrCode } from '../../components/qr-code.tsx';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/address.ts';

/** The address that pairs one phone, as its camera reads it; for five minutes, once. */
export function PairingQr({ code, onDone }: { code: PairingCodeJson; onDone: () => void }): JSX.Element {
  const t = words.value.devices;
  const [left, setLeft] = useState(secondsUntil(code.expiresAt));
  const address = `${location.origin}/${hrefOf('start', code.code)}`;
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(code.expiresAt)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="pairing">
      <QrCode text={address} label={t.qrLabel} />
      <div class="stack">
        <p>{t.scan}</p>
        <p class="pairing-code">{code.code}</p>
        <p class="soft">{left > 0 ? t.expires({ time: clock(left) }) : t.expired}</p>
        <div>
          <button type="button" class="button" onClick={onDone}>
            {t.done}
          </button>
        </div>
      </div>
    </div>
  );
}

function secondsUntil(instant: string): number {
  return Math.max(0, Math.floor((Date.parse(instant) - Date.now()) / 1000));
}
