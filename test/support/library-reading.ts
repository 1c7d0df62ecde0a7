import { FitMessageReaderError, readFitMessages, type FitRawMessage } from 'fit-file-parser/raw';
import { MessageCollector, SELECTED_MESSAGES } from '../../src/adapters/files/fit/message-collector.ts';
import { crc16 } from '../../src/adapters/files/fit/crc16.ts';
import { FitMessage } from '../../src/adapters/files/fit/fit-message.ts';
import { frameParts, type FitPart } from '../../src/adapters/files/fit/frame-parts.ts';
import { expandBeats, mergeBeats } from '../../src/adapters/files/fit/heart-rate-messages.ts';
import type { FieldLayout } from '../../src/adapters/files/fit/message-layout.ts';
import type { FitReading } from '../../src/adapters/files/fit/read-fit.ts';

const HEADER_BYTES = 14;
const CRC_BYTES = 2;

/**
 * The same bytes read by `fit-file-parser`: our framing says where the FIT files lie, the library reads their records.
 * Null where it refuses one of them.
 */
export function readByLibrary(bytes: Uint8Array): FitReading | null {
  const collector = new MessageCollector();
  for (const part of frameParts(bytes).parts) {
    const messages = messagesOf(wrapped(bytes, part));
    if (messages === null) return null;
    collector.beginPart();
    for (const message of messages) collector.take(asFitMessage(message));
  }
  for (const file of collector.files) {
    if (file.heartRateMessages.length > 0) mergeBeats(file.records, expandBeats(file.heartRateMessages));
  }
  return { files: collector.files, losses: [], exhausted: false };
}

function messagesOf(file: Uint8Array): readonly FitRawMessage[] | null {
  try {
    return readFitMessages(file, { messageNumbers: [...SELECTED_MESSAGES] }).messages;
  } catch (error) {
    if (error instanceof FitMessageReaderError) return null;
    throw error;
  }
}

/** A part as a file whose header and checksum are right. */
function wrapped(bytes: Uint8Array, { start, dataStart, dataEnd }: FitPart): Uint8Array {
  const data = bytes.subarray(dataStart, dataEnd);
  const file = new Uint8Array(HEADER_BYTES + data.length + CRC_BYTES);
  const view = new DataView(file.buffer);
  file.set(bytes.subarray(start, start + 12));
  file[0] = HEADER_BYTES;
  view.setUint32(4, data.length, true);
  view.setUint16(12, crc16(file.subarray(0, 12)), true);
  file.set(data, HEADER_BYTES);
  view.setUint16(HEADER_BYTES + data.length, crc16(file.subarray(0, HEADER_BYTES + data.length)), true);
  return file;
}

function asFitMessage({ globalMessageNumber, littleEndian, timestamp, ...raw }: FitRawMessage): FitMessage {
  const chunks = [...raw.fields, ...raw.developerFields].map(({ bytes }) => bytes);
  const bytes = Buffer.concat(chunks);
  const fields: FieldLayout[] = [];
  let offset = 0;
  for (const { fieldNumber, size, baseType } of raw.fields) {
    fields[fieldNumber] = { offset, size, type: baseType & 0x1f };
    offset += size;
  }
  const developerFields = raw.developerFields.map(({ fieldNumber, size, developerDataIndex }) => {
    offset += size;
    return { offset: offset - size, size, type: 0, number: fieldNumber, dataIndex: developerDataIndex };
  });
  const message = new FitMessage(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  message.moveTo(
    {
      globalNumber: globalMessageNumber,
      littleEndian,
      bytes: bytes.length,
      timestampOffset: -1,
      fields,
      developerFields,
    },
    0,
    timestamp ?? null,
  );
  return message;
}
