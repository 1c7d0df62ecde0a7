import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import type { DecodeOutcome, FileDecoder } from '../../application/ports/file-decoder.ts';
import { DECODE_LIMITS, type DecodeLimits } from './decode-limits.ts';
import type { DecodeTask } from './decode-worker.ts';
import { unpackGzip } from './gzip.ts';
import { sha256InBackground } from './recording-identity.ts';
import { refusal } from './refusal.ts';
import { workerEntry } from './worker-entry.ts';

export interface FileDecoderOptions {
  readonly nowMs: () => number;
  /** Worker threads; default: one fewer than the machine has cores, so live streams keep theirs. */
  readonly threads?: number;
  readonly limits?: Partial<DecodeLimits>;
  /** Time one file may take in its worker; waiting for a worker does not count. */
  readonly timeLimitMs?: number;
  /** JavaScript heap of one worker. */
  readonly memoryLimitMb?: number;
}

const TIME_LIMIT_MS = 30_000;
const MEMORY_LIMIT_MB = 256;
const YOUNG_GENERATION_MB = 12;

/**
 * Decodes files in worker threads of bounded number, memory and time. A file that breaks a bound loses its worker and
 * is refused with a word; the pool goes on with a new one. Rejects only for a fault of ours.
 */
export function createFileDecoder(options: FileDecoderOptions): FileDecoder & { close(): Promise<void> } {
  const limits = { ...DECODE_LIMITS, ...options.limits };
  const timeLimitMs = options.timeLimitMs ?? TIME_LIMIT_MS;
  const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
  // Outside the pool, so that a file's time runs from when its worker begins.
  const inTurn = pLimit(threads);
  const pool = new Piscina<DecodeTask, DecodeOutcome>({
    ...workerEntry('decode-worker'),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    resourceLimits: {
      maxOldGenerationSizeMb: options.memoryLimitMb ?? MEMORY_LIMIT_MB,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });

  async function decodeInWorker(
    bytes: Uint8Array,
    timeZones: DecodeTask['timeZones'],
  ): Promise<DecodeOutcome> {
    const signal = AbortSignal.timeout(timeLimitMs);
    try {
      return await pool.run(
        { bytes, limits, nowMs: options.nowMs(), timeZones },
        { signal, transferList: transferable(bytes) },
      );
    } catch (error) {
      if (signal.aborted) return refusal('too_slow', 'Reading the file took too long.');
      if (isOutOfMemory(error)) return refusal('too_much_memory', 'Reading the file took too much memory.');
      throw error;
    }
  }

  return {
    async unpack(bytes, gzip) {
      const unpacked = await unpackGzip(bytes, limits.maxBytes, gzip);
      return { ...unpacked, sha256: await sha256InBackground(unpacked.ok ? unpacked.bytes : bytes) };
    },
    async decode(bytes, timeZones) {
      return inTurn(() => decodeInWorker(bytes, timeZones));
    },
    async close() {
      await pool.destroy();
    },
  };
}

/** Only bytes that own their whole buffer change hands; a view into something larger (a pooled Buffer) is copied. */
function transferable(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength ? [buffer] : [];
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
