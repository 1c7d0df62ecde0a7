import { createMemoryBuffer, type LiveBuffer } from '../../src/adapters/wire/live/live-buffer.ts';

export type Mood = 'works' | 'refuses' | 'hangs';

/** A buffer whose storage works, refuses or never answers, as the test wants. */
export function createFickleBuffer(): { readonly buffer: LiveBuffer; readonly state: { mood: Mood } } {
  const memory = createMemoryBuffer();
  const state: { mood: Mood } = { mood: 'works' };
  const moody =
    <Args extends unknown[]>(work: (...args: Args) => Promise<void>) =>
    (...args: Args): Promise<void> => {
      if (state.mood === 'refuses') return Promise.reject(new Error('QuotaExceededError'));
      return state.mood === 'hangs' ? new Promise<void>(() => undefined) : work(...args);
    };
  const buffer: LiveBuffer = {
    open: (session) => memory.open(session),
    append: moody((...args: Parameters<LiveBuffer['append']>) => memory.append(...args)),
    putSegment: moody((...args: Parameters<LiveBuffer['putSegment']>) => memory.putSegment(...args)),
    release: moody((...args: Parameters<LiveBuffer['release']>) => memory.release(...args)),
    markEnded: moody((...args: Parameters<LiveBuffer['markEnded']>) => memory.markEnded(...args)),
    save: moody((...args: Parameters<LiveBuffer['save']>) => memory.save(...args)),
    remove: moody((...args: Parameters<LiveBuffer['remove']>) => memory.remove(...args)),
  };
  return { buffer, state };
}
