import type { StreamKey } from '../../application/ports/live-store.ts';
import type { DeletedStream } from './deleted-stream.ts';
import type { StreamClaim } from './live-bus.ts';
import { OpenStream } from './open-stream.ts';
import type { StreamConnection } from './stream-connection.ts';
import type { StreamPeer } from './stream-peer.ts';
import { PingRounds } from './ping-rounds.ts';

/** A screen that watches: a socket, or a stream of events. */
export interface Watcher {
  close(code: number, reason: string): void;
}

/** Who is connected to this process, who writes which stream, and who watches. */
export class StreamRegistry {
  /** The clockwork pings those of one turn after another. */
  readonly connections: PingRounds<StreamConnection>;
  /** Connections without a stream so far. */
  readonly greeting = new Set<StreamConnection>();
  readonly watchers = new Set<Watcher>();
  readonly #streams = new Map<string, OpenStream>();

  constructor(turnsPerPing: number) {
    this.connections = new PingRounds(turnsPerPing);
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  streams(): Iterable<OpenStream> {
    return this.#streams.values();
  }

  add(connection: StreamConnection): void {
    this.connections.add(connection);
    this.greeting.add(connection);
  }

  /** L4: the newer epoch writes. False when the stream has a newer writer already. */
  enter(stream: OpenStream, peer: StreamPeer): boolean {
    const key = keyOf(stream);
    const held = this.#streams.get(key);
    if (held !== undefined && held.epoch > stream.epoch) {
      stream.superseded();
      return false;
    }
    (this.greeting as Set<StreamPeer>).delete(peer);
    this.#streams.set(key, stream);
    held?.superseded();
    return true;
  }

  forget(peer: StreamPeer, stream: OpenStream | DeletedStream | null): void {
    (this.connections as PingRounds<StreamPeer>).delete(peer);
    (this.greeting as Set<StreamPeer>).delete(peer);
    if (!(stream instanceof OpenStream)) return;
    const key = keyOf(stream);
    if (this.#streams.get(key) === stream) this.#streams.delete(key);
  }

  /** L4: another process has claimed a stream. */
  claimed(claim: StreamClaim): void {
    const held = this.#streams.get(keyOf(claim));
    if (held !== undefined && held.epoch < claim.epoch) held.superseded();
  }

  /** What an athlete has stored has changed, here or in another process: running streams tell the new week (T9). */
  evidenceChanged(athleteId: string): void {
    for (const stream of this.streams()) if (stream.athleteId === athleteId) stream.evidenceChanged();
  }

  /** L15: a run was deleted, here or in another process; `stream` is `athlete/session`. */
  streamDeleted(stream: string): void {
    this.#streams.get(stream)?.deleted();
  }
}

function keyOf({ athleteId, sessionId }: StreamKey): string {
  return `${athleteId}/${sessionId}`;
}
