/** Who wrote something about or to an athlete, by the names of then: it is read also when its author is gone. */
export interface CoachAuthor {
  readonly userId: string;
  readonly name: string;
  readonly clinic: { readonly id: string; readonly name: string } | null;
}
