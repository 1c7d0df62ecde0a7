/** Y3: a flood of tiny files in one request is counted, the rest is refused in words, and others are served meanwhile. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/adapters/http/limits.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';

const SENT = 20_000;
const TAKEN = 100;

let http: HttpApp;
beforeAll(async () => {
  http = await createHttpApp({ limits: { ...DEFAULT_LIMITS, uploadFiles: TAKEN } });
});
afterAll(() => http.close());

function formOf(files: number): { payload: Buffer; contentType: string } {
  const part = (index: number): string =>
    `--flood\r\ncontent-disposition: form-data; name="file"; filename="${index}.fit"\r\n\r\nno ${index}\r\n`;
  const payload = Buffer.from(
    `${Array.from({ length: files }, (_, index) => part(index)).join('')}--flood--\r\n`,
  );
  return { payload, contentType: 'multipart/form-data; boundary=flood' };
}

it('20,000 files in a request: 413 that lists those dealt with, while another athlete is answered', async () => {
  const { token } = await http.createAthleteWithToken();
  const other = await http.createAthleteWithToken();
  const address = await http.app.listen({ port: 0, host: '127.0.0.1' });
  const { payload, contentType } = formOf(SENT);
  const flooding = { isAnswered: false };
  const flood = fetch(`${address}/v1/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
    body: new Uint8Array(payload),
  }).finally(() => (flooding.isAnswered = true));
  let served = 0;
  while (!flooding.isAnswered) {
    const response = await fetch(`${address}/v1/athlete`, {
      headers: { authorization: `Bearer ${other.token}` },
    });
    expect(response.status).toBe(200);
    served++;
  }
  const response = await flood;
  expect(response.status).toBe(413);
  const body = (await response.json()) as { code: string; detail: string; uploads: { status: string }[] };
  expect(body.code).toBe('too_large');
  expect(body.detail).toContain(String(TAKEN));
  expect(body.uploads).toHaveLength(TAKEN);
  expect(served).toBeGreaterThan(TAKEN / 20);
});

it('as many files as are allowed are all answered for', async () => {
  const { token } = await http.createAthleteWithToken();
  const { payload, contentType } = formOf(TAKEN);
  const response = await http.app.inject({
    method: 'POST',
    url: '/v1/uploads',
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
    payload,
  });
  expect(response.statusCode).toBe(422);
  expect(response.json<{ uploads: object[] }>().uploads).toHaveLength(TAKEN);
});
