import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from '../../../src/web/shell/address.ts';

describe('addresses of the page', () => {
  it('a subject of several parts reads as a path, and comes back as it was', () => {
    const subject = '1111/athletes/2222';
    expect(hrefOf('desk', subject)).toBe('#/desk/1111/athletes/2222');
    expect(parseRoute(hrefOf('desk', subject))).toEqual({ screen: 'desk', subject });
    expect(parseRoute('#/desk/1111%2Fathletes%2F2222')).toEqual({ screen: 'desk', subject });
    for (const odd of ['clinicId 1111', 'a=b&c=%2F', 'æ?#']) {
      expect(parseRoute(hrefOf('consent', odd))).toEqual({ screen: 'consent', subject: odd });
    }
  });

  it('without a subject it is about now, and an unknown or broken one is the week', () => {
    expect(parseRoute(hrefOf('session'))).toEqual({ screen: 'session', subject: null });
    for (const hash of ['', '#', '#/nowhere/1', '#/session/%E0%A4']) {
      expect(parseRoute(hash)).toEqual({ screen: 'week', subject: null });
    }
  });
});
