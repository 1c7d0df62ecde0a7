import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFile } from '../../support/day-of-files.ts';
import { createHttpApp, type HttpApp } from '../../support/http-app.ts';
import { zipOf } from '../../support/zip-of.ts';

interface Job {
  id: string;
  state: string;
  total: number;
  done: number;
  counts: Record<string, number>;
}
interface Answer {
  uploads: { id: string | null; fileName: string; status: string; sha256: string | null }[];
  job?: Job;
}

let http: HttpApp;
let token: string;
beforeAll(async () => {
  http = await createHttpApp();
});
afterAll(() => http.close());

const ride = (hour: number) => runFile(new Date(Date.UTC(2026, 10, 1, hour)).toISOString(), hour + 1);

function manyRides(): Uint8Array {
  return zipOf(Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`${i}.fit`, ride(i * 3)])));
}

async function post(body: Uint8Array, fileName: string) {
  return http.app.inject({
    method: 'POST',
    url: '/v1/uploads',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'x-file-name': fileName,
    },
    payload: Buffer.from(body),
  });
}

async function ask<T>(method: 'GET' | 'POST' | 'DELETE', url: string, status = 200): Promise<T> {
  const response = await http.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
  expect(response.statusCode, response.body).toBe(status);
  return response.json<T>();
}

describe('zip uploads', () => {
  beforeAll(async () => {
    ({ token } = await http.createAthleteWithToken());
  });

  it('a small one is imported in the request, each entry an upload with its own outcome', async () => {
    const zip = zipOf({
      'a/one.fit': ride(0),
      'a/two.fit': ride(4),
      'a/again.fit': ride(0),
      'notes.txt': new TextEncoder().encode('no run'),
      '__MACOSX/a/._one.fit': new Uint8Array(10),
    });
    const response = await post(zip, 'export.zip');
    expect(response.statusCode).toBe(200);
    const { uploads } = response.json<Answer>();
    expect(uploads.map(({ fileName, status }) => [fileName, status])).toEqual([
      ['a/one.fit', 'imported'],
      ['a/two.fit', 'imported'],
      ['a/again.fit', 'duplicate'],
      ['notes.txt', 'rejected'],
    ]);
    expect(uploads[2]?.id).toBe(uploads[0]?.id);
    // The same ride by itself is known.
    expect((await post(ride(4), 'two.fit')).json<Answer>().uploads[0]).toMatchObject({
      status: 'duplicate',
      id: uploads[1]?.id,
      sha256: uploads[1]?.sha256,
    });
  });

  it('a damaged one is refused with a word', async () => {
    const response = await post(zipOf({ 'one.fit': ride(0) }).subarray(0, 200), 'cut.zip');
    expect(response.statusCode).toBe(422);
    expect(response.json<{ uploads: unknown[] }>().uploads).toMatchObject([
      { fileName: 'cut.zip', status: 'rejected', error: { code: 'unreadable' } },
    ]);
  });

  it('one among other parts is imported as well', async () => {
    const form = new FormData();
    form.append('file', new Blob([Buffer.from(ride(100))]), 'single.fit');
    form.append('file', new Blob([Buffer.from(zipOf({ 'in/zip.fit': ride(104) }))]), 'z.zip');
    form.append('file', new Blob([Buffer.from(ride(108))]), 'last.fit');
    const encoded = new Response(form);
    const response = await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': encoded.headers.get('content-type')!,
      },
      payload: Buffer.from(await encoded.arrayBuffer()),
    });
    expect(response.json<Answer>().uploads.map(({ fileName, status }) => [fileName, status])).toEqual([
      ['single.fit', 'imported'],
      ['in/zip.fit', 'imported'],
      ['last.fit', 'imported'],
    ]);
  });
});

describe('zips of more than 20 entries', () => {
  beforeAll(async () => {
    ({ token } = await http.createAthleteWithToken());
  });

  it('become a job that is read, followed by events, and undone', async () => {
    const response = await post(manyRides(), 'years.zip');
    expect(response.statusCode).toBe(202);
    const { job, uploads } = response.json<Answer>();
    expect(uploads).toEqual([]);
    expect(job).toMatchObject({ fileName: 'years.zip', state: 'queued', total: 21, done: 0 });
    const url = `/v1/uploads/jobs/${job!.id}`;
    expect(response.headers.location).toBe(url);
    expect(await ask<Job>('GET', url)).toEqual(job);

    const events = http.app.inject({
      url: `${url}/events`,
      headers: { authorization: `Bearer ${token}` },
    });
    await http.runImportJob();
    const followed = await events;
    expect(followed.headers['content-type']).toContain('text/event-stream');
    const told = followed.body
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as Job);
    expect(told.at(-1)).toMatchObject({ state: 'done', done: 21, counts: { imported: 21 } });

    const log = await ask<{ items: unknown[] }>('GET', `/v1/uploads?job=${job!.id}&limit=100`);
    expect(log.items).toHaveLength(21);
    expect((await ask<{ items: unknown[] }>('GET', '/v1/sessions?limit=100')).items).toHaveLength(21);
    expect((await ask<{ items: Job[] }>('GET', '/v1/uploads/jobs')).items.map(({ id }) => id)).toEqual([
      job!.id,
    ]);
    expect(await ask<object>('DELETE', url, 409)).toMatchObject({ code: 'invalid_state' });
    expect(await ask<Job>('POST', `${url}/undo`)).toMatchObject({ state: 'undone' });
    expect((await ask<{ items: unknown[] }>('GET', '/v1/sessions')).items).toEqual([]);
    expect((await ask<{ items: unknown[] }>('GET', '/v1/uploads')).items).toEqual([]);
  });

  it('are cancelled by DELETE, and are nobody else’s', async () => {
    const { job } = (await post(manyRides(), 'years.zip')).json<Answer>();
    const url = `/v1/uploads/jobs/${job!.id}`;
    const mine = token;
    ({ token } = await http.createAthleteWithToken());
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/events'],
      ['DELETE', ''],
      ['POST', '/undo'],
    ] as const) {
      await ask(method, url + path, 404);
    }
    token = mine;
    expect(await ask<Job>('DELETE', url)).toMatchObject({ state: 'cancelled' });
    await http.runImportJob();
    expect((await ask<{ items: unknown[] }>('GET', '/v1/sessions')).items).toEqual([]);
  });
});
