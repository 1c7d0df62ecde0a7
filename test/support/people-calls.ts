import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { HttpApp } from './http-app.ts';

export interface IssuedInvitation {
  readonly id: string;
  readonly token: string;
  readonly url: string;
  readonly expiresAt: string;
}

export interface Me {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email?: string;
    readonly roles: string[];
  };
  readonly athleteId?: string;
  readonly trains: boolean | null;
  readonly clinics: { id: string; name: string; role: string }[];
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface By {
  readonly as?: string | undefined;
  readonly body?: object;
}

export interface PeopleCalls {
  /** A request with a session's cookie, or as nobody. */
  readonly call: (method: Method, url: string, by?: By) => Promise<LightMyRequestResponse>;
  /** The status of the same. */
  readonly status: (method: Method, url: string, by?: By) => Promise<number>;
  readonly invite: (body: object, as: string) => Promise<IssuedInvitation>;
  readonly accept: (body: object, as?: string) => Promise<LightMyRequestResponse>;
  /** Invites somebody and accepts for them: the cookie of their session. */
  readonly join: (invitation: object, name: string, operator: string) => Promise<string>;
  readonly newClinic: (name: string, operator: string) => Promise<string>;
  readonly me: (as: string) => Promise<Me>;
  /** The athlete's access log: at a standing clock in no order. */
  readonly looks: (as: string) => Promise<object[]>;
  /** A clinic with a coach, and an athlete who grants it nothing yet. */
  readonly newClinicAndAthlete: (operator: string) => Promise<ClinicAndAthlete>;
}

interface ClinicAndAthlete {
  readonly clinicId: string;
  /** Cookies of their sessions. */
  readonly coach: string;
  readonly athlete: string;
  readonly athleteId: string;
}

/** What people do over HTTP, on a real app. */
export function peopleCalls(http: () => HttpApp): PeopleCalls {
  const call: PeopleCalls['call'] = (method, url, { as, body } = {}) =>
    http().app.inject({
      method,
      url,
      headers: as === undefined ? {} : { cookie: as },
      ...(body === undefined ? {} : { payload: body }),
    });
  const accept: PeopleCalls['accept'] = (body, as) => call('POST', '/v1/invitations/accept', { as, body });
  const invite: PeopleCalls['invite'] = async (body, as) => {
    const response = await call('POST', '/v1/invitations', { as, body });
    expect(response.statusCode, response.body).toBe(201);
    return response.json<IssuedInvitation>();
  };
  const join: PeopleCalls['join'] = async (invitation, name, operator) => {
    const response = await accept({ token: (await invite(invitation, operator)).token, name });
    expect(response.statusCode, response.body).toBe(201);
    return cookieOf(response);
  };
  const newClinic: PeopleCalls['newClinic'] = async (name, operator) => {
    const response = await call('POST', '/v1/clinics', { as: operator, body: { name } });
    expect(response.statusCode, response.body).toBe(201);
    return response.json<{ id: string }>().id;
  };
  const me: PeopleCalls['me'] = async (as) => (await call('GET', '/v1/me', { as })).json<Me>();
  return {
    call,
    status: async (...of) => (await call(...of)).statusCode,
    invite,
    accept,
    join,
    newClinic,
    me,
    newClinicAndAthlete: async (operator) => {
      const clinicId = await newClinic('Heart clinic', operator);
      const coach = await join({ as: 'coach', clinicId }, 'Carl Coach', operator);
      const athlete = await join({ as: 'athlete' }, 'Anna', operator);
      return { clinicId, coach, athlete, athleteId: (await me(athlete)).athleteId! };
    },
    looks: async (as) => (await call('GET', '/v1/access-log', { as })).json<{ items: object[] }>().items,
  };
}

export function cookieOf(response: LightMyRequestResponse): string {
  return String(response.headers['set-cookie']).split(';')[0]!;
}
