/** Facts of a language. */
export interface Language {
  /** In its own words. */
  readonly name: string;
  /** Whose dates, numbers and voice it has. */
  readonly region: string;
  /** Language tags of readers who understand it, their primary part. */
  readonly understoodBy: readonly string[];
  /** Short for hours. */
  readonly hour: string;
}
