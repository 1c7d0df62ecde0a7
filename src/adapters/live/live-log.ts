/** What the live channel says to the operator: fields and a sentence, never a bpm, a token or a name. */
export interface LiveLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
