import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields, nameOf } from '../relay-values.ts';

/**
 * Plugins of vts-heartrate: `AuthenticationRequest`, then `InputRequest`, each answered by a response of the same shape.
 * The token in the address has let them in already. Read from FomTarro/vts-heartrate@ee84561 (Input API).
 */
export const vtsHeartrate: Relay = {
  id: 'vts-heartrate',
  name: 'vts-heartrate plugin',
  deviceKind: 'relay',
  recognise: ({ json }) => isFields(json) && typeof json['messageType'] === 'string',
  items({ json }) {
    if (!isFields(json)) return null;
    const data = isFields(json['data']) ? json['data'] : {};
    if (json['messageType'] !== 'InputRequest') return { ...NOTHING, device: nameOf(data['pluginName']) };
    const beat = beatOf(data['heartrate']);
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  answer({ json }, outcome) {
    if (!isFields(json)) return null;
    if (outcome === 'unreadable') {
      const data = { errorCode: 400, message: 'heartrate is not a number' };
      return { status: 400, text: JSON.stringify({ messageType: 'ErrorResponse', data }) };
    }
    const data = isFields(json['data']) ? json['data'] : {};
    if (json['messageType'] === 'AuthenticationRequest') {
      const text = JSON.stringify({ messageType: 'AuthenticationResponse', data: { authenticated: true } });
      return { status: 200, text };
    }
    const text = JSON.stringify({ messageType: 'InputResponse', data: { heartrate: data['heartrate'] } });
    return { status: 200, text };
  },
  speech: {
    transport: 'websocket',
    contentType: 'application/json',
    opening: [
      '{"messageType":"AuthenticationRequest","data":{"pluginName":"Simulated","pluginAuthor":"Zone Coach","token":""}}',
    ],
    batch: 1,
    tellsTime: false,
    say: ([beat]) => JSON.stringify({ messageType: 'InputRequest', data: { heartrate: beat!.bpm } }),
  },
};
