import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto';
import type { ReportSeal } from '../../application/ports/report-seal.ts';
import type { Receipt } from '../../application/receipts/issue-receipt.ts';
import { canonicalJson } from './canonical-json.ts';

/** What precedes the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key is derived from the secret of the installation: as long as that is kept, it is the same. */
export function createReportSeal(installationSecret: string): ReportSeal {
  const seed = Buffer.from(hkdfSync('sha256', installationSecret, '', 'zone-coach report seal', 32));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  return {
    publicKey: createPublicKey(key).export({ format: 'jwk' }).x!,
    seal: (content) => sign(null, Buffer.from(canonicalJson(content)), key).toString('base64url'),
  };
}

/** Whether a receipt is as the holder of the key that it names has signed it. */
export function isSealed({ signature, ...content }: Receipt): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: content.publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(canonicalJson(content)), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
