import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { correction, generate } from 'lean-qr';
import type { PairingCodeJson } from '../../api/contract.ts';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { hrefOf } from '../../shell/route.ts';

/** The address that pairs one phone, as its camera reads it; for five minutes, once. */
export function PairingQr({ code, onDone }: { code: PairingCodeJson; onDone: () => void }): JSX.Element {
  const t = words.value.devices;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [left, setLeft] = useState(secondsUntil(code.expiresAt));
  const address = `${location.origin}/${hrefOf('start', code.code)}`;
  useEffect(() => {
    if (canvas.current !== null) {
      generate(address, { minCorrectionLevel: correction.M }).toCanvas(canvas.current, {
        on: [0, 0, 0],
        off: [255, 255, 255],
        padX: 2,
        padY: 2,
      });
    }
    const timer = setInterval(() => setLeft(secondsUntil(code.expiresAt)), 1000);
    return () => clearInterval(timer);
  }, [address]);
  return (
    <div class="pairing">
      <canvas ref={canvas} role="img" aria-label={t.qrLabel} />
      <div class="stack">
        <p>{t.scan}</p>
        <p class="pairing-code">{code.code}</p>
        <p class="soft">{left > 0 ? t.expires(clock(left)) : t.expired}</p>
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
