import { describe, expect, it } from 'vitest';
import { noteTogether } from '../../../src/application/webhooks/note-together.ts';

/** Writes that end when the test says so. */
function slowWrites() {
  const writes: { all: readonly number[]; end: (isHeld: boolean) => void; fail: (error: Error) => void }[] =
    [];
  const note = (all: readonly number[]): Promise<boolean> =>
    new Promise((end, fail) => writes.push({ all: [...all], end, fail }));
  return { writes, note, written: () => writes.map(({ all }) => all) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('noteTogether', () => {
  it('writes what came during a write at once, in its order', async () => {
    const { writes, note, written } = slowWrites();
    const notes = noteTogether(note);
    for (const each of [1, 2, 3]) notes.add(each);
    expect(written()).toEqual([[1]]);
    writes[0]!.end(true);
    await turn();
    expect(written()).toEqual([[1], [2, 3]]);
    notes.add(4);
    const settled = notes.settle();
    writes[1]!.end(true);
    await turn();
    writes[2]!.end(true);
    expect(await settled).toBe(true);
    expect(written()).toEqual([[1], [2, 3], [4]]);
  });

  it('writes nothing more once the right to is lost', async () => {
    const { writes, note, written } = slowWrites();
    const notes = noteTogether(note);
    for (const each of [1, 2]) notes.add(each);
    writes[0]!.end(false);
    expect(await notes.settle()).toBe(false);
    notes.add(3);
    expect(await notes.settle()).toBe(false);
    expect([notes.isHeld(), written()]).toEqual([false, [[1]]]);
  });

  it('throws a failure to who settles, and takes the right for lost', async () => {
    const { writes, note } = slowWrites();
    const notes = noteTogether(note);
    notes.add(1);
    writes[0]!.fail(new Error('no database'));
    await turn();
    expect(notes.isHeld()).toBe(false);
    await expect(notes.settle()).rejects.toThrow('no database');
  });
});
