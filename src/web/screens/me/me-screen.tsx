import type { JSX } from 'preact';
import { words } from '../../language/language.ts';
import { athlete } from '../../shell/athlete.ts';
import { isOnlyStaff, isUnasked, me } from '../../shell/me.ts';
import { Loading } from '../../components/loading.tsx';
import { ApplicationsSection } from '../applications/applications-section.tsx';
import { BasisSection } from './basis-section.tsx';
import { ConnectionsSection } from './connections-section.tsx';
import { ConsentSection } from './consent-section.tsx';
import { Devices } from './devices.tsx';
import { Leave } from './leave.tsx';
import { MeContents } from './me-contents.tsx';
import { MaxHeartRateSection } from './max-heart-rate-section.tsx';
import { Person } from './person.tsx';
import { PrescriptionSection } from './prescription-section.tsx';
import { SignInSection } from './sign-in-section.tsx';
import { SampleWeek } from './sample-week.tsx';
import { TrainToo } from './train-too.tsx';
import { SummarySection } from './summary-section.tsx';
import './me-screen.css';

/** Whatever the verdicts rest on, and the way out. `subject` is the section to show. */
export function MeScreen({ subject }: { subject: string | null }): JSX.Element {
  const person = athlete.value;
  return (
    <div class="me stack">
      <h1>{person?.name || me.value?.user.name || words.value.nav.me}</h1>
      {isOnlyStaff() || isUnasked() ? (
        <>
          <TrainToo />
          <SignInSection />
          <ApplicationsSection />
        </>
      ) : person === null ? (
        <Loading heights={[220, 220]} />
      ) : (
        <>
          <MeContents section={subject} />
          <MaxHeartRateSection />
          <PrescriptionSection />
          <BasisSection />
          <Person key={person.id} person={person} />
          <ConsentSection />
          <ApplicationsSection />
          <Devices />
          <SummarySection />
          <ConnectionsSection />
          <SignInSection />
          <SampleWeek />
          <Leave />
        </>
      )}
    </div>
  );
}
