import { asProblem } from '../../api/resource.ts';
import { getStream } from '../../api/api-client.ts';
import type { ImportJobJson } from '../../api/contract.ts';

const AGAIN_MS = 1_000;

export function isUnderWay({ state }: Pick<ImportJobJson, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/**
 * Follows an import to its end by the server's events and answers how it ended. The stream breaks when the phone sleeps
 * and when the server restarts; the job does not, so it is taken up again.
 */
export async function followJob(
  id: string,
  onProgress: (job: ImportJobJson) => void,
): Promise<ImportJobJson> {
  for (;;) {
    try {
      for await (const text of eventsOf(await getStream(`/v1/uploads/jobs/${id}/events`))) {
        // The route's declared answer, as events.
        const job = JSON.parse(text) as ImportJobJson;
        onProgress(job);
        if (!isUnderWay(job)) return job;
      }
    } catch (error) {
      const { status } = asProblem(error);
      if (status >= 400 && status < 500) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** The `data` of server-sent events. Not `EventSource`, which can't send the token of a paired phone. */
async function* eventsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '));
      if (data !== undefined) yield data.slice('data: '.length);
    }
  }
}
