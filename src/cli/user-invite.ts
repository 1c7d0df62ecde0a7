import type { Command } from 'commander';
import { Option } from 'commander';
import { invitationUrl } from '../adapters/wire/invitation-url.ts';
import { DEFAULT_LOCALE, LOCALES, type Locale } from '../domain/athlete.ts';
import type { InvitedAs } from '../application/ports/invitation-store.ts';
import type { CliContext } from './cli-context.ts';
import type { OutputOptions } from './command.ts';
import { addCommand, printResult, withService } from './command.ts';

interface InviteOptions extends OutputOptions {
  readonly as: InvitedAs;
  readonly clinic?: string;
  readonly email?: string;
  readonly language: Locale;
}

const MAIL_WORDS: Readonly<Record<string, string>> = {
  true: '\nIt was sent by mail as well.',
  false: '\nThe mail server did not take it: pass the link on yourself.',
};

export function addUserCommands(program: Command, context: CliContext): void {
  const user = program.command('user').description('people of this installation');
  addCommand(user, 'invite', 'make a link that lets one person in, once, within 7 days')
    .addOption(
      new Option('--as <role>', 'what they come as')
        .choices(['athlete', 'coach', 'clinic_admin'])
        .default('athlete'),
    )
    .option('--clinic <id>', 'the clinic that invites')
    .option(
      '--email <address>',
      'the address of their account, which also gets the link where SMTP_URL is set',
    )
    .addOption(new Option('--language <code>', 'of the mail').choices(LOCALES).default(DEFAULT_LOCALE))
    .action((options: InviteOptions) =>
      withService(context, async (service) => {
        const { id, token, expiresAtMs, mailed } = await service.verbs.createInvitation({
          userId: null,
          as: options.as,
          clinicId: options.clinic ?? null,
          email: options.email ?? null,
          locale: options.language,
        });
        const url = invitationUrl(service.publicUrl, token);
        const expiresAt = new Date(expiresAtMs).toISOString();
        printResult(
          context,
          options,
          { id, url, token, expiresAt, ...(mailed === null ? {} : { mailed }) },
          `Link     ${url}\nIt works once, until ${expiresAt.slice(0, 10)}, and is shown only now.${MAIL_WORDS[String(mailed)] ?? ''}`,
        );
      }),
    );
}
