import type { FitRawMessage } from 'fit-file-parser/raw';
import { numberAt, numberOf, stringAt } from './raw-values.ts';

/** Base type of each developer field that carries heart rate, keyed `dataIndex:fieldNumber`. */
export type DeveloperHeartRateFields = Map<string, number>;

const RECORD = 20;
const HEART_RATE_FIELD = 3;
const HEART_RATE_NAME = /^(heart[ _]?rate|hr)$/i;

/** Remembers a `field_description` that says "this is the heart rate of a record". */
export function readFieldDescription(message: FitRawMessage, known: DeveloperHeartRateFields): void {
  const dataIndex = numberAt(message, 0);
  const fieldNumber = numberAt(message, 1);
  const baseType = numberAt(message, 2);
  if (dataIndex === null || fieldNumber === null || baseType === null) return;
  const key = `${dataIndex}:${fieldNumber}`;
  known.delete(key);
  const nativeMessage = numberAt(message, 14);
  if (nativeMessage !== null && nativeMessage !== RECORD) return;
  const nativeField = numberAt(message, 15);
  const isHeartRate =
    nativeField === null
      ? HEART_RATE_NAME.test(stringAt(message, 3) ?? '')
      : nativeField === HEART_RATE_FIELD && nativeMessage === RECORD;
  if (isHeartRate) known.set(key, baseType);
}

/** Heart rate of a record's developer fields, 0 when they have none. Used only where the native field has no value. */
export function developerHeartRateOf(message: FitRawMessage, known: DeveloperHeartRateFields): number {
  if (known.size === 0) return 0;
  for (const field of message.developerFields) {
    const baseType = known.get(`${field.developerDataIndex}:${field.fieldNumber}`);
    if (baseType !== undefined) return numberOf(field, baseType, message.littleEndian) ?? 0;
  }
  return 0;
}
