/** Faults of the disk or the process, not of the archive. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
