const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up now',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
};

/**
 * Why another server cannot be used, as the middle of a sentence, without its address, which may hold a password.
 * `reasons` are the caller's, by error code or name; a cause explains an error that has no reason itself.
 */
export function whyUnreachable(error: unknown, reasons: Readonly<Record<string, string>>): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : at.name;
    const reason = REASONS[code] ?? reasons[code];
    if (reason !== undefined) return reason;
  }
  return error instanceof Error ? error.message : 'the reason is unknown';
}
