/** Ed25519 signatures of the installation over canonical JSON (RFC 8785). */
export interface ReportSeal {
  /** The raw public key in base64url. */
  readonly publicKey: string;
  /** The signature in base64url. */
  seal(content: object): string;
}
