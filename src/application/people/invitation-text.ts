const PREFIX = 'zv_';

/** The token of an invitation: a prefix that says what it is, and 32 random bytes as base64url. */
export function invitationText(secret: Uint8Array): string {
  return (
    PREFIX +
    btoa(String.fromCharCode(...secret))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
  );
}

/** What is hashed of it: the text as it stands, so that anything that is none has a hash as well. */
export function invitationBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
