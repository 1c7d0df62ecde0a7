import { NOTHING, type Relay } from '../relay.ts';
import { beatOf, isFields } from '../relay-values.ts';

const RPC_VERSION = 1;
/** A status code of obs-websocket. */
const INVALID_REQUEST_FIELD = 400;
/** The text source that the app writes its heart rate to. */
const SOURCE = 'heartrate';

/** What a server of that protocol says first (op 0), without which the client says nothing. */
export const OBS_GREETING = JSON.stringify({
  op: 0,
  d: { obsWebSocketVersion: '5.4.2', rpcVersion: RPC_VERSION },
});

/**
 * HeartRateOnStream (Wear OS), which speaks to OBS: obs-websocket 5, in which it identifies itself (op 1) and sets the text
 * of a source (op 6) to its heart rate, as it changes. Read from Curtis-VL/HeartRateOnStream-OSC@08e11dc `Program.cs`.
 */
export const heartRateOnStream: Relay = {
  id: 'heart-rate-on-stream',
  name: 'HeartRateOnStream',
  deviceKind: 'on-change',
  recognise: ({ json }) => isFields(json) && typeof json['op'] === 'number' && isFields(json['d']),
  items({ json }) {
    const request = requestOf(json);
    if (request?.['requestType'] !== 'SetInputSettings') return NOTHING;
    const data = isFields(request['requestData']) ? request['requestData'] : {};
    const settings = isFields(data['inputSettings']) ? data['inputSettings'] : {};
    const beat = beatOf(settings['text']);
    return beat === null ? null : { beats: [beat], device: null, messageId: null };
  },
  answer({ json }, outcome) {
    if (isFields(json) && json['op'] === 1) {
      return { status: 200, text: JSON.stringify({ op: 2, d: { negotiatedRpcVersion: RPC_VERSION } }) };
    }
    const request = requestOf(json);
    if (request === null) return null;
    const { requestType, requestId } = request;
    const [status, requestStatus] =
      outcome === 'read'
        ? [200, { result: true, code: 100 }]
        : [400, { result: false, code: INVALID_REQUEST_FIELD, comment: 'text is not a number' }];
    const responseData = RESPONSES[String(requestType)];
    return {
      status,
      text: JSON.stringify({ op: 7, d: { requestType, requestId, requestStatus, responseData } }),
    };
  },
  speech: {
    transport: 'websocket',
    contentType: 'application/json',
    opening: ['{"op":1,"d":{"rpcVersion":1,"eventSubscriptions":0}}'],
    batch: 1,
    tellsTime: false,
    say: ([beat]) =>
      JSON.stringify({
        op: 6,
        d: {
          requestType: 'SetInputSettings',
          requestId: String(beat!.index),
          requestData: { inputName: SOURCE, inputSettings: { text: String(beat!.bpm) } },
        },
      }),
  },
};

const SCENE = 'Scene';
const RESPONSES: Readonly<Record<string, unknown>> = {
  GetSceneList: { currentProgramSceneName: SCENE, scenes: [{ sceneIndex: 0, sceneName: SCENE }] },
  GetCurrentProgramScene: { currentProgramSceneName: SCENE, sceneName: SCENE },
  GetSceneItemList: { sceneItems: [{ sceneItemId: 1, sourceName: SOURCE }] },
};

/** The body of a request (op 6), or null. */
function requestOf(json: unknown): Readonly<Record<string, unknown>> | null {
  return isFields(json) && json['op'] === 6 && isFields(json['d']) ? json['d'] : null;
}
