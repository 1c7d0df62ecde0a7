import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { sendJson, signedOut } from '../../api/api-client.ts';
import { keepDeviceToken } from '../../api/device-token.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { words } from '../../language/language.ts';
import { loadAthlete } from '../../shell/athlete.ts';
import { go } from '../../shell/route.ts';

/** Turns the code into this phone's own token, and is ready to run. */
export function Pairing({ code }: { code: string }): JSX.Element {
  const t = words.value.start;
  const action = useAction();
  useEffect(() => {
    action.run(async () => {
      const { token } = await sendJson<{ token: string }>('POST', '/v1/devices/pair', {
        code,
        name: phoneName() ?? t.thisPhone,
      });
      keepDeviceToken(token);
      signedOut.value = false;
      await loadAthlete();
      go('live');
    });
  }, [code]);
  return (
    <div class="start stack">
      <h1>{t.pairingTitle}</h1>
      {action.problem === null ? (
        <p role="status">{t.pairingText}</p>
      ) : (
        <>
          <ProblemNotice problem={action.problem} />
          <p>{t.pairingAgain}</p>
        </>
      )}
    </div>
  );
}

/** What the phone calls itself, so that it is found again in a list of devices. */
function phoneName(): string | null {
  const known = /iPhone|iPad|Android|Windows|Macintosh|CrOS|Linux/.exec(navigator.userAgent)?.[0];
  return known === undefined ? null : known === 'Macintosh' ? 'Mac' : known;
}
