import { authenticateToken } from '../devices/authenticate-token.ts';
import { createPairingCode } from '../devices/create-pairing-code.ts';
import { issueDeviceToken } from '../devices/issue-device-token.ts';
import { listDevices } from '../devices/list-devices.ts';
import { redeemPairingCode } from '../devices/redeem-pairing-code.ts';
import { revokeDevice } from '../devices/revoke-device.ts';
import { authenticateInlet } from '../inlets/authenticate-inlet.ts';
import { createInlet } from '../inlets/create-inlet.ts';
import { endInletRun } from '../inlets/end-inlet-run.ts';
import { listInlets, readInlet } from '../inlets/list-inlets.ts';
import { revokeInlet } from '../inlets/revoke-inlet.ts';
import { updateInlet } from '../inlets/update-inlet.ts';
import type { RecordingVerbs } from './recording-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';

/** What may send for an athlete. */
export function sourceVerbs(deps: VerbDeps & Pick<RecordingVerbs, 'closeLiveRecording'>) {
  const issued = { issueDeviceToken: issueDeviceToken(deps) };
  return {
    ...issued,
    authenticateInlet: authenticateInlet(deps),
    authenticateToken: authenticateToken(deps),
    createInlet: createInlet(deps),
    createPairingCode: createPairingCode(deps),
    endInletRun: endInletRun(deps),
    listDevices: listDevices(deps),
    listInlets: listInlets(deps),
    readInlet: readInlet(deps),
    redeemPairingCode: redeemPairingCode({ ...deps, ...issued }),
    revokeDevice: revokeDevice(deps),
    revokeInlet: revokeInlet(deps),
    updateInlet: updateInlet(deps),
  };
}
