/** What a grant opens: weeks and verdicts, sessions and their traces, the running pulse, writing prescriptions (C1). */
export const GRANT_SCOPES = ['report', 'sessions', 'live', 'prescribe'] as const;
export type GrantScope = (typeof GRANT_SCOPES)[number];

/** What an application may be let into: the same, and sending files in (D2). */
export const APPLICATION_SCOPES = [...GRANT_SCOPES, 'upload'] as const;
export type ApplicationScope = (typeof APPLICATION_SCOPES)[number];
