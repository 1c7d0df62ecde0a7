import { expect, test } from 'vitest';
import { addressClassOf } from '../../../src/adapters/inlets/address-class.ts';

test('N2: this machine, the local network and what lies beyond are told apart, also where IPv6 writes IPv4', () => {
  const classes = {
    loopback: ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'],
    private: [
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.20',
      '169.254.7.7',
      '100.64.0.1',
      '::ffff:192.168.1.20',
      'fd00::7',
      'fe80::1%eth0',
    ],
    public: [
      '8.8.8.8',
      '172.32.0.1',
      '192.169.0.1',
      '100.128.0.1',
      '::ffff:8.8.8.8',
      '2001:db8::1',
      'unknown',
    ],
  };
  for (const [addressClass, addresses] of Object.entries(classes)) {
    for (const address of addresses) expect(addressClassOf(address), address).toBe(addressClass);
  }
});
