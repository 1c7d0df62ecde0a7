/**
 * A sentence the product may say, as data: which message of the catalogue and with what numbers.
 * The domain decides what is said; the rim renders it in the reader's language.
 */
export interface Note {
  readonly id: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
