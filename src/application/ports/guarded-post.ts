/** How an attempt ended: with the status of an answer, or without one for a reason in few words. */
export type SendOutcome =
  | { readonly status: number; readonly error: null }
  | { readonly status: null; readonly error: string };

/** Requests to addresses that users named: none reaches a network that the operator has not listed. */
export interface GuardedPost {
  /** Null when the address may be used; else why not. Names are looked up again with each request. */
  refusalOf(url: string): string | null;
  /** Resolves whatever happens, within seconds. A redirect is an answer; of an answer only its status is read. */
  post(
    url: string,
    message: {
      readonly headers: Readonly<Record<string, string | number>>;
      readonly body: string | Uint8Array;
    },
  ): Promise<SendOutcome>;
}
