import { BlockList, isIPv6 } from 'node:net';
import type { AddressClass } from '../../application/ports/inlet-store.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const local = new BlockList();
local.addSubnet('10.0.0.0', 8);
local.addSubnet('172.16.0.0', 12);
local.addSubnet('192.168.0.0', 16);
local.addSubnet('169.254.0.0', 16);
local.addSubnet('100.64.0.0', 10);
local.addSubnet('fc00::', 7, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

/** Apps post every second from the same few addresses. */
const known = new BoundedMap<string, AddressClass>(10_000);

/** This machine, the local network (private, link-local and carrier-internal ranges), or beyond. */
export function addressClassOf(address: string): AddressClass {
  let addressClass = known.get(address);
  if (addressClass === undefined) known.set(address, (addressClass = classify(address)));
  return addressClass;
}

function classify(address: string): AddressClass {
  const plain = address.replace(/^::ffff:/i, '').replace(/%.*$/, '');
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
  if (loopback.check(plain, family)) return 'loopback';
  return local.check(plain, family) ? 'private' : 'public';
}
