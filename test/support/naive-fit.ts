/**
 * A slow, plain reader of FIT files that shares no line with the product: every message becomes an object, every field a
 * list of numbers. What two readers say alike is what the file says.
 */
export interface NaiveMessage {
  readonly global: number;
  /** FIT seconds; undefined without. */
  readonly time: number | undefined;
  /** By number; developer fields by `dataIndex:number`. */
  readonly fields: Readonly<Record<string, number[]>>;
}

/** A field, or a developer field by `dataIndex:number`, and where it lies. */
interface FieldDefinition {
  readonly key: string;
  readonly at: number;
  readonly size: number;
  readonly type: number;
}

/** Instants (FIT seconds) with their bpm 1…254, in the order of the file. */
export type NaiveValues = [time: number | undefined, bpm: number][];

const WIDTH: Readonly<Record<number, number>> = { 3: 2, 4: 2, 11: 2, 5: 4, 6: 4, 8: 4, 12: 4 };
const NOTHING: Readonly<Record<number, number>> = {
  1: 0x7f,
  3: 0x7fff,
  4: 0xffff,
  5: 0x7fffffff,
  6: 0xffffffff,
  10: 0,
  11: 0,
  12: 0,
};

/** All that the questions below ask for. */
const ASKED = new Set(['0', '1', '3', '6', '9', '10', '14', '15', '26', '27', '253']);

/** Messages of each part of a chain, up to the first byte that is none. */
export function naiveParts(bytes: Uint8Array): NaiveMessage[][] {
  const data = Buffer.from(bytes);
  const parts: NaiveMessage[][] = [];
  for (let at = 0; at + 12 <= data.length && data.toString('latin1', at + 8, at + 12) === '.FIT';) {
    const start = at + data[at]!;
    const size = data.readUInt32LE(at + 4);
    const end = size === 0 ? data.length : Math.min(data.length, start + size);
    parts.push(messagesOf(data, start, end));
    at = end + 2;
  }
  return parts;
}

function messagesOf(data: Buffer, start: number, end: number): NaiveMessage[] {
  const messages: NaiveMessage[] = [];
  const known = new Map<
    number,
    { global: number; big: boolean; length: number; fields: FieldDefinition[] }
  >();
  let time: number | undefined;
  for (let at = start; at < end;) {
    const header = data[at++]!;
    if (header >= 0x40 && header < 0x80) {
      const big = data[at + 1] === 1;
      const global = big ? data.readUInt16BE(at + 2) : data.readUInt16LE(at + 2);
      const fields: FieldDefinition[] = [];
      let length = 0;
      let next = at + 5;
      for (let left = data[at + 4]!; left > 0; left--, next += 3) {
        const size = data[next + 1]!;
        const key = `${data[next]}`;
        if (ASKED.has(key)) fields.push({ key, at: length, size, type: data[next + 2]! & 0x1f });
        length += size;
      }
      if (header & 0x20)
        for (let left = data[next++]!; left > 0; left--, next += 3) {
          const size = data[next + 1]!;
          fields.push({ key: `${data[next + 2]}:${data[next]}`, at: length, size, type: 13 });
          length += size;
        }
      if (next > end) break;
      known.set(header & 15, { global, big, length, fields });
      at = next;
      continue;
    }
    const definition = known.get(header >= 0x80 ? (header >> 5) & 3 : header & 15);
    if (definition === undefined || at + definition.length > end || (header < 0x80 && header > 15)) break;
    const { global, big } = definition;
    const fields: Record<string, number[]> = {};
    for (const { key, at: offset, size, type } of definition.fields)
      fields[key] ??= valuesOf(data.subarray(at + offset, at + offset + size), type, big);
    at += definition.length;
    const own = fields[253]?.[0];
    if (own !== undefined) time = own;
    else if (header >= 0x80 && time !== undefined) {
      // Five low bits of the time, counted on from the last one.
      while ((time & 31) !== (header & 31)) time++;
    }
    const isTimed = own !== undefined || header >= 0x80;
    messages.push({ global, time: isTimed ? time : undefined, fields });
  }
  return messages;
}

function valuesOf(raw: Buffer, type: number, big: boolean): number[] {
  const width = WIDTH[type] ?? 1;
  const values: number[] = [];
  for (let at = 0; at + width <= raw.length; at += width) {
    const bytes = raw.subarray(at, at + width);
    const unsigned = big ? bytes.readUIntBE(0, width) : bytes.readUIntLE(0, width);
    // Signed numbers and fractions play no part in what is compared.
    if (unsigned !== (NOTHING[type] ?? 0xff)) values.push(unsigned);
    else values.push(NaN);
  }
  return values.every(Number.isNaN) ? [] : values;
}

const usable = (bpm: number | undefined): bpm is number => bpm !== undefined && bpm >= 1 && bpm <= 254;

/** Heart rate of record messages: the native field, else a developer field that stands for it; `hr` messages merged. */
export function naiveRecords(parts: readonly NaiveMessage[][]): NaiveValues {
  const values: NaiveValues = [];
  for (const messages of activitiesOf(parts)) {
    const described = new Set<string>();
    const records: [time: number | undefined, bpm: number | undefined][] = [];
    for (const { global, time, fields } of messages) {
      if (global === 206 && fields[15]?.[0] === 3 && fields[14]?.[0] === 20)
        described.add(`${fields[0]?.[0]}:${fields[1]?.[0]}`);
      if (global !== 20) continue;
      const native = fields[3]?.[0];
      const other = [...described].map((key) => fields[key]?.[0]).find((bpm) => bpm !== undefined);
      records.push([time, usable(native) ? native : other]);
    }
    mergeStrap(records, messages);
    for (const [time, bpm] of records) if (usable(bpm)) values.push([time, bpm]);
  }
  return values;
}

/** Parts without a file_id belong to the activity before them. */
function activitiesOf(parts: readonly NaiveMessage[][]): NaiveMessage[][] {
  const activities: NaiveMessage[][] = [];
  for (const messages of parts) {
    if (activities.length > 0 && !messages.some(({ global }) => global === 0))
      activities[activities.length - 1] = [...activities.at(-1)!, ...messages];
    else activities.push(messages);
  }
  return activities;
}

/** Each record takes the mean of what the strap said since the record before; a beat stands for up to five seconds. */
function mergeStrap(
  records: [time: number | undefined, bpm: number | undefined][],
  messages: readonly NaiveMessage[],
): void {
  const heard: [at: number, bpm: number][] = [];
  let clock = 0;
  let anchor: { at: number; clock: number } | null = null;
  for (const { global, time, fields } of messages) {
    if (global !== 132) continue;
    const ticks = [...(fields[9] ?? [])];
    const packed = fields[10] ?? [];
    // Twelve bits each, two in three bytes.
    for (let at = 0; at + 2 < packed.length && fields[9] === undefined; at += 3) {
      const three = packed.slice(at, at + 3).map((byte) => (Number.isNaN(byte) ? 0xff : byte));
      const bits = three[0]! + three[1]! * 256 + three[2]! * 65_536;
      for (const low of [bits % 4096, Math.floor(bits / 4096)]) {
        clock += (low - (clock % 4096) + 4096) % 4096;
        ticks.push(clock);
      }
    }
    if (ticks.length > 0) clock = ticks.at(-1)!;
    if (time !== undefined && ticks.length > 0)
      anchor = { at: time + (fields[0]?.[0] ?? 0) / 32_768, clock: ticks[0]! };
    ticks.forEach((tick, index) => {
      const bpm = fields[6]?.[index];
      if (anchor === null || !usable(bpm)) return;
      const at = anchor.at + (tick - anchor.clock) / 1024;
      const last = heard.at(-1);
      if (last !== undefined)
        for (let step = 1; step <= 20 && last[0] + step / 4 < at; step++)
          heard.push([last[0] + step / 4, last[1]]);
      heard.push([at, bpm]);
    });
  }
  if (heard.length === 0) return;
  const timed = records.filter(([time]) => time !== undefined).sort((a, b) => a[0]! - b[0]!);
  heard.sort((a, b) => a[0] - b[0]);
  let next = 0;
  timed.forEach((record, index) => {
    const before = timed[index - 1]?.[0];
    const from = before === undefined || before === record[0] ? record[0]! - 1 : before;
    while (next < heard.length && heard[next]![0] <= from) next++;
    const since: number[] = [];
    for (let at = next; at < heard.length && heard[at]![0] <= record[0]!; at++) since.push(heard[at]![1]);
    if (since.length > 0) record[1] = Math.round(since.reduce((sum, bpm) => sum + bpm, 0) / since.length);
  });
}

/** All-day heart rate: `timestamp_16` counts on from the last full time of a monitoring message. */
export function naiveMonitoring(parts: readonly NaiveMessage[][]): NaiveValues {
  const values: NaiveValues = [];
  for (const messages of parts) {
    const info = messages.find(({ global }) => global === 103)?.time;
    let base = info;
    for (const { global, time, fields } of messages) {
      if (global !== 55) continue;
      if (time !== undefined) base = time;
      let at = time;
      const short = fields[26]?.[0];
      if (at === undefined && base !== undefined && short !== undefined) {
        at = base;
        while (at % 65_536 !== short) at++;
      }
      if (usable(fields[27]?.[0])) values.push([at, fields[27][0]]);
    }
  }
  return values;
}
