import type { Guard } from '../week-report.ts';

/** A guard by itself, before it is known which others were raised on its day. */
export type RaisedGuard = Omit<Guard, 'lesser'>;
