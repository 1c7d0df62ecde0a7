import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import encodeQR from 'qr';

const MODULE_PIXELS = 6;

/** A text as a camera reads it. */
export function QrCode({ text, label }: { text: string; label: string }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, text);
  }, [text]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}

/** Black on white in either scheme: cameras want it so. */
function draw(canvas: HTMLCanvasElement, text: string): void {
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
