import { createECDH, hkdfSync } from 'node:crypto';

/** Of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The key by which push services know this installation (RFC 8292), base64url: derived from its secret, as long as that is
 * kept it is the same. A scalar by FIPS 186-5, A.2.1: from 16 bytes more than the order has, so that none is likelier.
 */
export function vapidKey(installationSecret: string): {
  readonly publicKey: string;
  readonly privateKey: string;
} {
  const seed = Buffer.from(hkdfSync('sha256', installationSecret, '', 'zone-coach push', 48)).toString('hex');
  const scalar = (BigInt(`0x${seed}`) % (ORDER - 1n)) + 1n;
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar.toString(16).padStart(64, '0'), 'hex');
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').toString('base64url');
  return { publicKey: ecdh.getPublicKey('base64url'), privateKey };
}
