import { InletIntake } from '../adapters/inlets/inlet-intake.ts';
import type { InletRun, StoredOrigins, StreamOpener, WrittenStream } from '../adapters/inlets/inlet-run.ts';
import { InletSightings } from '../adapters/inlets/inlet-sightings.ts';
import { DeletedStream } from '../adapters/live/deleted-stream.ts';
import { ackText } from '../adapters/live/server-frames.ts';
import type { LiveChannel } from '../adapters/live/live-channel.ts';
import type { LiveLog } from '../adapters/live/live-log.ts';
import type { StoredStream } from '../application/live/merge-batches.ts';
import type { Stores } from '../application/ports/stores.ts';
import type { Platform } from '../application/verbs/verb-deps.ts';

/** An app may bring what it has kept for a while, by its own clock or by ours: far more than a strap in a minute. */
const FRESH_ITEMS_PER_MINUTE = 60_000;

/** The frames of relay apps, joined to the live channel of this process: an inlet's run is one more writer of a stream. */
export function createInlets(
  channel: LiveChannel,
  { stores, platform, log }: { stores: Pick<Stores, 'inlets'>; platform: Platform; log: LiveLog },
): InletIntake {
  const streams: StreamOpener = {
    get accepting() {
      return channel.accepting;
    },
    open: async (peer, athleteId, hello) => {
      const limits = { ...channel.live.limits, freshItemsPerMinute: FRESH_ITEMS_PER_MINUTE };
      let stored: StoredOrigins = { origins: new Set(), highest: 0, holes: [] };
      const onStored = (loaded: StoredStream): void => {
        stored = originsOf(loaded);
      };
      const stream = await channel.openStream(peer, athleteId, hello, { limits, onStored });
      if (stream === null) return null;
      if (stream instanceof DeletedStream) return { stream: swallowing(peer), stored };
      const written: WrittenStream = {
        start: () => stream.start(),
        handle: (frame) => stream.handle(frame),
        forget: () => channel.registry.forget(peer, stream),
      };
      return { stream: written, stored };
    },
  };
  return new InletIntake({
    ...platform,
    streams,
    inlets: stores.inlets,
    sightings: new InletSightings(stores.inlets, (error) => {
      log.warn({ err: error }, 'what was seen of inlets could not be written');
    }),
    log,
  });
}

/** A deleted run stays deleted (L15): what its app still tells of it is answered as done, and dropped. */
function swallowing(peer: InletRun): WrittenStream {
  return {
    start: () => undefined,
    handle: (frame) => {
      peer.send(ackText(frame.type === 'skip' ? frame.to : frame.first + frame.items.length - 1, []));
    },
    forget: () => undefined,
  };
}

function originsOf({ items, covered }: StoredStream): StoredOrigins {
  const origins = new Set<number>();
  for (const { origin } of items) if (origin !== undefined) origins.add(origin);
  return { origins, highest: covered.highest(), holes: covered.missing(Infinity) };
}
