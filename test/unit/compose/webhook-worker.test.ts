import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWebhookWorker } from '../../../src/compose/webhook-worker.ts';

const SENDERS = 8;
const LOOK_EVERY_MS = 500;

describe('who looks for webhooks that are due', () => {
  let looks: number;
  let isDue: boolean;
  let isTold: boolean;
  let endSending: (() => void)[];
  let worker: ReturnType<typeof startWebhookWorker>;

  beforeEach(async () => {
    vi.useFakeTimers();
    looks = 0;
    isDue = false;
    isTold = false;
    endSending = [];
    worker = startWebhookWorker(
      {
        tellEvents: () => Promise.resolve({ isTold, isMore: false }),
        deliverWebhook: async () => {
          looks++;
          if (!isDue) return false;
          await new Promise<void>((resolve) => endSending.push(resolve));
          return true;
        },
      },
      { error: () => undefined },
    );
    await vi.advanceTimersByTimeAsync(0);
    looks = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const pass = async (): Promise<number> => {
    const before = looks;
    await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS);
    return looks - before;
  };
  const stop = async (): Promise<void> => {
    isDue = false;
    const stopped = worker.stop();
    for (const end of endSending) end();
    await stopped;
  };

  it('one of those who wait, so that an idle server hardly asks', async () => {
    expect(await pass()).toBe(1);
    expect(await pass()).toBe(1);
    await stop();
    expect(await pass()).toBe(0);
  });

  it('another one while some are held up by a slow receiver', async () => {
    isDue = true;
    for (let sending = 1; sending <= SENDERS; sending++) {
      expect(await pass()).toBe(1);
      expect(endSending).toHaveLength(sending);
    }
    expect(await pass()).toBe(0);
    await stop();
  });

  it('all of them when something was told', async () => {
    isTold = true;
    expect(await pass()).toBeGreaterThanOrEqual(SENDERS);
    await stop();
  });
});
