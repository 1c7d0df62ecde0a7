import type { FastifyRequest } from 'fastify';
import { addressClassOf } from './address-class.ts';
import type { Via } from './inlet-sightings.ts';

/** By which way a request came. */
export function viaOf(request: FastifyRequest, transport: Via['transport']): Via {
  return {
    transport,
    addressClass: addressClassOf(request.ip),
    plainHttp: request.protocol === 'http',
  };
}
