import { createLetters } from '../../src/adapters/mail/create-letters.ts';
import { createDisposers } from './disposers.ts';
import { createHttpApp, PUBLIC_URL, QUICK_SIGN_INS, type HttpApp } from './http-app.ts';
import { startMailServer, type MailServer } from './mail-server.ts';

export interface MailedApp {
  readonly http: HttpApp;
  readonly mailServer: MailServer;
  /** What could not be sent, in the words of the log. */
  readonly faults: string[];
  /** The session cookie of the operator. */
  readonly operator: string;
  close(): Promise<void>;
}

/** The real app, whose mails go to a real SMTP server. */
export async function createMailedApp(): Promise<MailedApp> {
  const disposers = createDisposers();
  try {
    const mailServer = disposers.add(await startMailServer(), (server) => server.close());
    const faults: string[] = [];
    const letters = disposers.add(
      createLetters({
        smtpUrl: mailServer.url,
        from: 'zone-coach@clinic.example',
        publicUrl: PUBLIC_URL,
        onFault: (fault) => faults.push(fault),
      }),
      (open) => open.close(),
    );
    const http = disposers.add(await createHttpApp({ limits: QUICK_SIGN_INS }, letters), (app) =>
      app.close(),
    );
    return { http, mailServer, faults, operator: await http.signIn(), close: () => disposers.run() };
  } catch (error) {
    await disposers.run();
    throw error;
  }
}
