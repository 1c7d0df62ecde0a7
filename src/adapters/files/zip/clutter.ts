import type { ForeignKind } from '../foreign-files.ts';
import { refusal } from '../refusal.ts';
import type { ZipEntry } from './zip-entry.ts';

/** What of an archive is no recording: counted by its kind, and told in one line for each, however many there are. */
export class Clutter {
  readonly #kinds = new Map<ForeignKind, { count: number; readonly example: string }>();

  add(kind: ForeignKind, path: string): void {
    const seen = this.#kinds.get(kind);
    if (seen === undefined) this.#kinds.set(kind, { count: 1, example: path });
    else seen.count++;
  }

  *lines(): Generator<ZipEntry> {
    for (const [kind, { count, example }] of this.#kinds) {
      const path = count === 1 ? example : `${count} ${kind.name}, such as ${example}`;
      yield { kind: 'refused', path, refusal: refusal('not_a_recording', kind.message) };
    }
  }
}
