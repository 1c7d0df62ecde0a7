import { FitBaseType, FitEncoder, type FitEncoderField } from 'fit-file-parser/encoder';
import { OWN_DEVICE_NAME } from '../../../application/ports/session-encoder.ts';

const DEVELOPMENT = 255;
export const FILE_ID = 0;

export const enumOf = (number: number, value: number): FitEncoderField => ({
  number,
  size: 1,
  baseType: FitBaseType.Enum,
  value,
});
export const uint8 = (number: number, value: number): FitEncoderField => ({
  number,
  size: 1,
  baseType: FitBaseType.Uint8,
  value,
});
export const uint16 = (number: number, value: number): FitEncoderField => ({
  number,
  size: 2,
  baseType: FitBaseType.Uint16,
  value,
});
export const uint32 = (number: number, value: number): FitEncoderField => ({
  number,
  size: 4,
  baseType: FitBaseType.Uint32,
  value,
});
export const time = (number: number, atMs: number): FitEncoderField =>
  uint32(number, FitEncoder.toFitTimestamp(new Date(atMs)));
export const string = (number: number, text: string): FitEncoderField => {
  const value = FitEncoder.string(text);
  return { number, size: value.length, baseType: FitBaseType.String, value };
};

/** The fields of the message that every file begins with. */
export const fileId = (type: number, createdAtMs: number): FitEncoderField[] => [
  enumOf(0, type),
  uint16(1, DEVELOPMENT),
  uint16(2, 0),
  time(4, createdAtMs),
  string(8, OWN_DEVICE_NAME),
];
