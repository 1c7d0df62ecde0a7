import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import encodeQR from 'qr';
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
    if (canvas.current !== null) drawQr(canvas.current, address);
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

const MODULE_PIXELS = 6;

/** Black on white in either scheme: cameras want it so. */
function drawQr(canvas: HTMLCanvasElement, text: string): void {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 2 });
  const side = modules.length * MODULE_PIXELS;
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.fillStyle = '#000';
  modules.forEach((row, y) =>
    row.forEach((isDark, x) => {
      if (isDark) context.fillRect(x * MODULE_PIXELS, y * MODULE_PIXELS, MODULE_PIXELS, MODULE_PIXELS);
    }),
  );
}

function secondsUntil(instant: string): number {
  return Math.max(0, Math.floor((Date.parse(instant) - Date.now()) / 1000));
}
