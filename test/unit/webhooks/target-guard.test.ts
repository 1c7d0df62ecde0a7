import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { createTargetGuard, ForbiddenTarget } from '../../../src/adapters/webhooks/target-guard.ts';

/** A name server of the test: what it says may change with every question. */
function resolverOf(answers: readonly (readonly string[])[]) {
  let asked = 0;
  return ((
    _hostname: string,
    _options: LookupAllOptions,
    callback: (error: null, addresses: LookupAddress[]) => void,
  ) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)]!;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as never;
}

function connectTo(guard: ReturnType<typeof createTargetGuard>, hostname: string): Promise<unknown> {
  return new Promise((resolve) => {
    guard.lookup(hostname, { all: true }, (error, addresses) => resolve(error ?? addresses));
  });
}

describe('where webhooks may go (D1)', () => {
  it.each([
    'https://example.org/hook',
    'https://example.org:8443/hook?key=1',
    'https://93.184.216.34/',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/',
  ])('%s', (url) => {
    expect(createTargetGuard([]).refusalOf(url)).toBeNull();
  });

  it.each([
    'no url',
    'ftp://example.org',
    'file:///etc/passwd',
    'http://example.org',
    'https://me:secret@example.org',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://nas.local/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://224.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
  ])('not %s', (url) => {
    expect(createTargetGuard([]).refusalOf(url)).toEqual(expect.any(String));
  });

  it('what the operator lists, also unencrypted, and nothing beside it', () => {
    const guard = createTargetGuard(['127.0.0.1', '10.0.0.0/8', 'fd00::/8', 'Hooks.lan']);
    for (const url of ['http://127.0.0.1:9/', 'http://10.9.8.7/', 'http://[fd00::7]/', 'http://hooks.lan/']) {
      expect(guard.refusalOf(url), url).toBeNull();
    }
    for (const url of ['http://127.0.0.2/', 'http://11.0.0.1/', 'http://other.lan/']) {
      expect(guard.refusalOf(url), url).not.toBeNull();
    }
  });

  it('a name is looked up for each connection, and what is checked is what is connected to', async () => {
    const guard = createTargetGuard([], resolverOf([['93.184.216.34'], ['127.0.0.1']]));
    expect(await connectTo(guard, 'rebind.example')).toEqual([{ address: '93.184.216.34', family: 4 }]);
    expect(await connectTo(guard, 'rebind.example')).toBeInstanceOf(ForbiddenTarget);
  });

  it('of several addresses only those that may be reached are used', async () => {
    const guard = createTargetGuard([], resolverOf([['169.254.169.254', '::1', '93.184.216.34']]));
    expect(await connectTo(guard, 'mixed.example')).toEqual([{ address: '93.184.216.34', family: 4 }]);
  });

  it('a listed name may lead inside', async () => {
    const guard = createTargetGuard(['hooks.lan'], resolverOf([['192.168.1.5']]));
    expect(await connectTo(guard, 'hooks.lan')).toEqual([{ address: '192.168.1.5', family: 4 }]);
  });
});
