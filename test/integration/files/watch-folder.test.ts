import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchFolder } from '../../../src/compose/watch-folder.ts';
import { makeDirectory } from '../../support/guarded.ts';

describe('a watched folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeDirectory('watched');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Looks once more before each step; what happened until then is in `events`. */
  async function watched(
    steps: readonly ((events: string[]) => Promise<void> | void)[],
    failing = new Set<string>(),
  ) {
    const events: string[] = [];
    const abort = new AbortController();
    const left = [...steps];
    await watchFolder({
      directory: folder,
      signal: abort.signal,
      importFile: (path) => {
        const name = relative(folder, path);
        if (failing.delete(name)) return Promise.reject(new Error('busy'));
        events.push(name);
        return Promise.resolve();
      },
      onFault: (path) => events.push(`fault ${relative(folder, path)}`),
      pause: async () => {
        const step = left.shift();
        if (step === undefined) abort.abort();
        else await step(events);
      },
    });
    return events;
  }
  const put = (name: string, text = 'x') => writeFile(join(folder, name), text);
  const wait = (): void => undefined;

  it('imports a file when its size is stable, once, and leaves it where it is', async () => {
    await put('old.fit');
    await mkdir(join(folder, 'sub'));
    const events = await watched([
      () => put('new.gpx', 'half'),
      () => appendFile(join(folder, 'new.gpx'), ' whole'),
      (seen) => expect(seen).toEqual(['old.fit']),
      () => put('sub/export.zip'),
      wait,
      wait,
      wait,
    ]);
    expect(events).toEqual(['old.fit', 'new.gpx', 'sub/export.zip']);
    expect(await readdir(folder)).toEqual(['new.gpx', 'old.fit', 'sub']);
  });

  it('passes over other and unfinished files, and tries again what failed', async () => {
    await put('.syncthing.a.fit.tmp');
    await put('~a.fit');
    await put('notes.txt');
    await put('a.tcx.gz');
    expect(await watched([wait, wait, wait], new Set(['a.tcx.gz']))).toEqual(['fault a.tcx.gz', 'a.tcx.gz']);
  });

  it('imports a file that changed again', async () => {
    await put('a.fit');
    expect(await watched([wait, () => put('a.fit', 'longer'), wait, wait])).toEqual(['a.fit', 'a.fit']);
  });

  it('a folder that is gone for a while is a fault, not an end', async () => {
    await rm(folder, { recursive: true });
    const events = await watched([() => mkdir(folder).then(() => put('a.fit')), wait, wait]);
    expect(events).toEqual(['fault ', 'a.fit']);
  });
});
