import type { FitMessage } from './fit-message.ts';

const TIMESTAMP_16 = 26;
/** What 16 bits of seconds hold: 18.2 h. */
const CYCLE_S = 0x10000;
/** Messages stand out of order by less than this. */
const DISORDER_S = 3_600;

/**
 * Times of monitoring messages: their own, or `timestamp_16` counted on from the last full time that a *monitoring*
 * message gave. Messages of other kinds are dated ahead and would throw the count by a whole cycle.
 */
export class MonitoringClock {
  #baseS: number | null = null;
  #isOwn = false;
  #lastS = NaN;

  /** Time of a `monitoring_info`: it stands in until a monitoring message gives a full one. */
  standIn(atS: number | null): void {
    if (this.#isOwn || atS === null) return;
    this.#baseS = atS;
    this.#lastS = atS;
  }

  /** FIT seconds, or null without any time. */
  read(message: FitMessage): number | null {
    const atS = message.timestamp;
    const short = message.numberAt(TIMESTAMP_16);
    if (atS !== null) {
      this.#baseS = atS;
      this.#isOwn = true;
      this.#lastS = atS;
    } else if (short === null || this.#baseS === null) {
      return null;
    } else {
      this.#lastS = this.#resolve(this.#baseS, short);
    }
    return this.#lastS;
  }

  #resolve(baseS: number, short: number): number {
    const atS = baseS + ((((short - baseS) % CYCLE_S) + CYCLE_S) % CYCLE_S);
    const aheadS = atS - this.#lastS;
    // A day without another full time: the count has begun again.
    if (aheadS < DISORDER_S - CYCLE_S) {
      this.#baseS = baseS + CYCLE_S;
      return atS + CYCLE_S;
    }
    // Written late: a little before the full time.
    return aheadS > CYCLE_S - DISORDER_S ? atS - CYCLE_S : atS;
  }
}
