import type { FitMessage } from './fit-message.ts';

const RECORD = 20;
const HEART_RATE_FIELD = 3;
const HEART_RATE_NAME = /^(heart[ _]?rate|hr)$/i;

/** The developer fields of one part that carry the heart rate of a record. */
export class DeveloperHeartRate {
  /** Base type by `dataIndex << 8 | fieldNumber`. */
  readonly #types = new Map<number, number>();
  readonly #typeOf = (dataIndex: number, fieldNumber: number): number | undefined =>
    this.#types.get((dataIndex << 8) | fieldNumber);

  /** Definitions of developer fields end with the part. */
  clear(): void {
    this.#types.clear();
  }

  /** Takes a `field_description`: it may say "this is the heart rate", by the native field it stands for or by its name. */
  describe(message: FitMessage): void {
    const dataIndex = message.numberAt(0);
    const fieldNumber = message.numberAt(1);
    const baseType = message.numberAt(2);
    if (dataIndex === null || fieldNumber === null || baseType === null) return;
    const key = (dataIndex << 8) | fieldNumber;
    this.#types.delete(key);
    if ((message.numberAt(14) ?? RECORD) !== RECORD) return;
    const isHeartRate =
      message.numberAt(15) === HEART_RATE_FIELD || HEART_RATE_NAME.test(message.textAt(3) ?? '');
    if (isHeartRate) this.#types.set(key, baseType & 0x1f);
  }

  /** Heart rate of a record's developer fields, 0 when they have none. Used only where the native field has no value. */
  read(message: FitMessage): number {
    return this.#types.size === 0 ? 0 : (message.developerNumber(this.#typeOf) ?? 0);
  }
}
