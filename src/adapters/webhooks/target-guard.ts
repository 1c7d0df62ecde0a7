import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where webhooks may go: anywhere on the internet, and where the operator says. */
export interface TargetGuard {
  /** Null when the address may be used; else a sentence. A name may still turn out to lead elsewhere. */
  refusalOf(url: string): string | null;
  /** Looks a name up and answers only addresses that may be reached: what is checked is what is connected to. */
  readonly lookup: LookupFunction;
}

/** A connection that the guard does not allow. */
export class ForbiddenTarget extends Error {
  constructor() {
    super('the address lies in a private network');
    this.name = 'ForbiddenTarget';
  }
}

/**
 * No webhook reaches loopback, private, link-local or other special addresses, however its name is written or resolves,
 * and none goes unencrypted, except for what is `allowed`: host names, addresses, and networks (`10.0.0.0/8`).
 */
export function createTargetGuard(allowed: readonly string[], resolve: typeof lookup = lookup): TargetGuard {
  const names = new Set(allowed.filter((each) => !isNetwork(each)).map((each) => each.toLowerCase()));
  const networks = allowed.filter(isNetwork).map(parseNetwork);
  const isListed = (address: string): boolean => {
    const parsed = ipaddr.process(address);
    return networks.some((network) => parsed.kind() === network[0].kind() && parsed.match(network));
  };
  // `process`: a mapped address leads where the IPv4 address in it does.
  const isReachable = (address: string): boolean =>
    isListed(address) || ipaddr.process(address).range() === 'unicast';

  return {
    refusalOf(text) {
      if (!URL.canParse(text)) return 'This is not a URL.';
      const url = new URL(text);
      if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'A webhook is an https address.';
      if (url.username !== '' || url.password !== '') return 'A webhook address holds no name and password.';
      const host = hostOf(url);
      const isAddress = isIP(host) !== 0;
      if (names.has(host) || (isAddress && isListed(host))) return null;
      if (url.protocol !== 'https:') return 'A webhook is an https address.';
      const isLocalName = host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local');
      if (isLocalName || (isAddress && !isReachable(host))) {
        return 'A webhook does not lead into a private network.';
      }
      return null;
    },
    lookup: (hostname, options, callback) => {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error !== null) {
          callback(error, []);
          return;
        }
        const reachable = names.has(hostname.toLowerCase())
          ? addresses
          : addresses.filter(({ address }) => isReachable(address));
        const [first] = reachable;
        if (first === undefined) callback(new ForbiddenTarget(), []);
        else if (options.all === true) callback(null, reachable);
        else callback(null, first.address, first.family);
      });
    },
  };
}

/** As `node:net` and `names` write it: in lower case, IPv6 without brackets, no dot at the end. */
function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

function isNetwork(text: string): boolean {
  return isIP(text.split('/')[0]!) !== 0;
}

function parseNetwork(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
