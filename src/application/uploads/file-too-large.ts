/** Why a file beyond `limitBytes` is not taken, whichever door it comes through. */
export function fileTooLarge(limitBytes: number): { readonly code: 'too_large'; readonly message: string } {
  return { code: 'too_large', message: `The file is larger than ${Math.floor(limitBytes / 2 ** 20)} MiB.` };
}
