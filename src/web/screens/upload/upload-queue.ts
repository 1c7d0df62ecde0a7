import { computed, signal } from '@preact/signals';
import { ApiProblem, remove, sendJson } from '../../api/api-client.ts';
import type { ImportJobJson, UploadOutcomeJson } from '../../api/contract.ts';
import { asProblem, forgetAnswers } from '../../api/resource.ts';
import { followJob } from './follow-job.ts';
import { shareDone } from './share-done.ts';
import { sendFile } from './send-file.ts';
import { stopJob } from './stop-job.ts';

export interface QueuedFile {
  readonly key: number;
  readonly name: string;
  /** `working`: all of it is with the server. `cancelled`: whatever it brought until then stays until undone. */
  readonly state: 'waiting' | 'sending' | 'working' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone';
  /** 0…1 while sending or working; null when nobody knows. */
  readonly share: number | null;
  readonly outcomes: readonly UploadOutcomeJson[];
  /** The background import of a large archive. */
  readonly job: ImportJobJson | null;
  /** Why it failed, when that is not about the file's content. */
  readonly problem: ApiProblem | null;
}

const AT_A_TIME = 2;
/** What operating systems leave in folders. */
const CLUTTER = /^\.|^(Thumbs\.db|desktop\.ini)$/;

/** The files of this visit, in the order they came. They go on while other screens are open. */
export const queue = signal<readonly QueuedFile[]>([]);

/** Changes whenever an import ended or was undone: whoever lists imports listens to it. */
export const settled = computed(() =>
  queue.value
    .filter(isSettled)
    .map(({ key, state }) => `${key}${state}`)
    .join(),
);

/** Files still to be sent, and how to stop what is under way. */
const underWay = new Map<number, { readonly file: File; stop: AbortController }>();
let lastKey = 0;
let running = 0;

export function isSettled({ state }: QueuedFile): boolean {
  return state !== 'waiting' && state !== 'sending' && state !== 'working' && state !== 'undoing';
}

export function uploadFiles(chosen: readonly File[]): void {
  const added = chosen
    .filter(({ name }) => !CLUTTER.test(name))
    .map((file): QueuedFile => {
      const key = ++lastKey;
      underWay.set(key, { file, stop: new AbortController() });
      return { key, name: file.name, state: 'waiting', share: null, outcomes: [], job: null, problem: null };
    });
  queue.value = [...queue.value, ...added];
  startMore();
}

export function retry(key: number): void {
  change(key, { state: 'waiting', share: null, problem: null });
  startMore();
}

/** Stops a file: what waits is left out, what is being sent is broken off, an import on the server is ended. */
export async function cancel(row: QueuedFile): Promise<void> {
  if (row.job !== null && row.state === 'working') {
    await stopJob(row.job.id);
    return;
  }
  underWay.get(row.key)?.stop.abort();
  if (row.state === 'waiting') change(row.key, { state: 'cancelled' });
}

export function cancelAll(): void {
  for (const row of queue.value) if (!isSettled(row)) void cancel(row).catch(() => undefined);
}

/** True when the row brought something that can be taken back. */
export function canUndo(row: QueuedFile): boolean {
  if (row.state !== 'done' && row.state !== 'cancelled') return false;
  return row.job !== null || broughtIds(row).length > 0;
}

/** Takes back what a file brought; what was here before stays. */
export async function undo(row: QueuedFile): Promise<void> {
  change(row.key, { state: 'undoing' });
  try {
    if (row.job !== null) await sendJson('POST', `/v1/uploads/jobs/${row.job.id}/undo`);
    for (const id of broughtIds(row)) await remove(`/v1/uploads/${id}`);
    change(row.key, { state: 'undone' });
  } catch (error) {
    change(row.key, { state: row.state });
    throw error;
  } finally {
    forgetAnswers();
  }
}

export async function undoAll(): Promise<void> {
  for (const row of queue.value.filter(canUndo)) await undo(row);
}

export function clearSettled(): void {
  queue.value = queue.value.filter((row) => !isSettled(row));
}

function broughtIds({ outcomes }: QueuedFile): string[] {
  return outcomes.flatMap(({ id, status }) =>
    id !== null && (status === 'imported' || status === 'partial') ? [id] : [],
  );
}

function change(key: number, changes: Partial<QueuedFile>): void {
  queue.value = queue.value.map((each) => (each.key === key ? { ...each, ...changes } : each));
}

function startMore(): void {
  while (running < AT_A_TIME) {
    const next = queue.value.find(({ state }) => state === 'waiting');
    if (next === undefined) return;
    running += 1;
    void send(next.key).finally(() => {
      running -= 1;
      forgetAnswers();
      startMore();
    });
  }
}

async function send(key: number): Promise<void> {
  const kept = underWay.get(key);
  if (kept === undefined) return;
  kept.stop = new AbortController();
  change(key, { state: 'sending', share: 0 });
  try {
    const onProgress = (share: number): void =>
      change(key, share < 1 ? { share } : { state: 'working', share: null });
    const { uploads, job } = await sendFile(kept.file, onProgress, kept.stop.signal);
    if (job === null) change(key, { state: 'done', outcomes: uploads });
    else await follow(key, job, uploads);
    underWay.delete(key);
  } catch (error) {
    const problem = asProblem(error);
    change(key, problem.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', problem });
  }
}

async function follow(key: number, job: ImportJobJson, uploads: readonly UploadOutcomeJson[]): Promise<void> {
  change(key, { state: 'working', share: 0, job, outcomes: uploads });
  const ended = await followJob(job.id, (now) => change(key, { job: now, share: shareDone(now) }));
  if (ended.state === 'failed') throw new ApiProblem(0, 'import_failed', '');
  change(key, { state: ended.state === 'cancelled' || ended.state === 'undone' ? ended.state : 'done' });
}
