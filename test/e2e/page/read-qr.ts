import type { Locator } from 'playwright-core';
import decodeQR from 'qr/decode.js';

/** What a phone's camera reads from a QR code on the screen. */
export async function readQr(code: Locator): Promise<string> {
  const image = await code.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return { data: [...data], width, height };
  });
  return decodeQR({ ...image, data: Uint8Array.from(image.data) });
}
