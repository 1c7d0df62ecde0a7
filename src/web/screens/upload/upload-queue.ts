import { computed, signal } from '@preact/signals';
import { getJson } from '../../api/api-client.ts';
import type { UploadOutcomeJson } from '../../api/contract.ts';
import { asProblem, forgetAnswers } from '../../api/resource.ts';
import { sendFile } from './send-file.ts';

export interface QueuedFile {
  readonly key: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly state: 'waiting' | 'sending' | 'working' | 'done' | 'failed';
  /** 0…1 while sending or working. */
  readonly share: number;
  readonly jobId: string | null;
  readonly outcomes: readonly UploadOutcomeJson[];
  /** A sentence for a failure that is not about the file's content. */
  readonly trouble: string | null;
}

interface Job {
  readonly state?: string;
  readonly status?: string;
  readonly total?: number;
  readonly done?: number;
  readonly processed?: number;
  readonly uploads?: readonly UploadOutcomeJson[];
}

const AT_A_TIME = 2;
const POLL_MS = 500;

/** The files of this visit, in the order they came. They go on while other screens are open. */
export const queue = signal<readonly QueuedFile[]>([]);

/** How often an import ended: whoever lists imports listens to it. */
export const finished = computed(() => queue.value.filter(({ state }) => state === 'done').length);

const files = new Map<number, File>();
let lastKey = 0;
let running = 0;

export function uploadFiles(chosen: readonly File[]): void {
  const added = chosen
    // Folders of a phone or a Mac are full of these.
    .filter(({ name }) => !name.startsWith('.') && name !== 'Thumbs.db')
    .map((file): QueuedFile => {
      const key = ++lastKey;
      files.set(key, file);
      return {
        key,
        name: file.name,
        sizeBytes: file.size,
        state: 'waiting',
        share: 0,
        jobId: null,
        outcomes: [],
        trouble: null,
      };
    });
  queue.value = [...queue.value, ...added];
  startMore();
}

export function retry(key: number): void {
  change(key, { state: 'waiting', share: 0, trouble: null });
  startMore();
}

export function clearFinished(): void {
  queue.value = queue.value.filter(({ state }) => state !== 'done' && state !== 'failed');
}

function change(key: number, changes: Partial<QueuedFile>): void {
  queue.value = queue.value.map((each) => (each.key === key ? { ...each, ...changes } : each));
}

function startMore(): void {
  while (running < AT_A_TIME) {
    const next = queue.value.find(({ state }) => state === 'waiting');
    if (next === undefined) return;
    running += 1;
    change(next.key, { state: 'sending' });
    void run(next.key).finally(() => {
      running -= 1;
      forgetAnswers();
      startMore();
    });
  }
}

async function run(key: number): Promise<void> {
  const file = files.get(key);
  if (file === undefined) return;
  try {
    const sent = await sendFile(file, (share) =>
      change(key, { share, state: share < 1 ? 'sending' : 'working' }),
    );
    const outcomes = sent.kind === 'done' ? sent.uploads : await followJob(key, sent.jobId);
    change(key, { state: 'done', share: 1, outcomes });
    files.delete(key);
  } catch (error) {
    const problem = asProblem(error);
    change(key, { state: 'failed', trouble: problem.code === 'offline' ? '' : problem.message });
  }
}

/** Follows a long import to its end. Polling survives what an event stream does not: sleep, proxies, restarts. */
async function followJob(key: number, jobId: string): Promise<readonly UploadOutcomeJson[]> {
  change(key, { state: 'working', share: 0, jobId });
  for (;;) {
    const job = await getJson<Job>(`/v1/uploads/jobs/${jobId}`);
    const done = job.done ?? job.processed ?? 0;
    change(key, { share: job.total ? done / job.total : 0 });
    const state = job.state ?? job.status;
    if (state !== 'running' && state !== 'waiting' && state !== 'queued') return job.uploads ?? [];
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
