import type { SentenceId } from '../message-ids.ts';

/** Danish, ICU MessageFormat. Durations, weekdays and numbers arrive formatted for the locale (see render). */
export const daSentences: Readonly<Record<SentenceId, string>> = {
  'status.met': '{credited} af {minimum}: klaret for denne uge.',
  'status.on_track':
    '{credited} af {minimum} indtil nu, og {possible, plural, one {# dag} other {# dage}} til resten: på vej.',
  'status.behind': '{credited} af {minimum} indtil nu: lidt bagud, men det kan stadig nås.',
  'status.missed': '{credited} af {minimum}: ikke nået denne uge.',
  'status.undetermined': '{credited} af {minimum} er sikre: målingerne kan ikke afgøre, om der var flere.',
  no_max_heart_rate: 'Din makspuls er ikke angivet, så det kan ikke bedømmes endnu.',
  'target.above_maximum': '{credited} er flere end de foreslåede {maximum}: fint, så længe det føles let.',
  'target.only_sports': 'Kun disse tæller: {sports}.',
  'target.except_sports': 'Disse tæller ikke: {sports}.',
  'target.also_counts': 'Et pas tæller også her, hvis det tæller som {name}.',
  'target.could_have_counted':
    '{count, plural, one {På # dag} other {På # dage}} kunne den manglende puls have gjort forskellen.',
  'credit.one_a_day': 'Der tæller ét pas pr. dag, og et tidligere pas samme dag tæller allerede.',
  'credit.undetermined': 'Kun {knownPercent} % af pulsen blev målt: for lidt til at afgøre det.',
  'zone2.credited': '{inBandSeconds} i Zone 2.',
  'zone2.credited_long': '{inBandSeconds} i Zone 2: ét pas, længere end {maximumMinutes} min.',
  'zone2.too_short': '{inBandSeconds} i Zone 2, {neededSeconds} kræves.',
  'zone2.too_hard':
    '{inBandSeconds} i Zone 2, men {aboveSeconds} over: der kræves mindst dobbelt så lang tid i Zone 2 som over.',
  'zone2.could_have_counted':
    '{inBandSeconds} i Zone 2, {neededSeconds} kræves; {unknownSeconds} uden puls kunne have været nok.',
  'interval_4x4.credited': '{credited} intervaller à 4 minutter.',
  'interval_4x4.credited_above':
    '{credited} intervaller à 4 minutter; {aboveSeconds} var over 90 %, lidt mindre er nok.',
  'interval_4x4.partial':
    '{credited} af {of, plural, one {# interval} other {# intervaller}}{short, plural, =0 {} one {; # var for kort} other {; # var for korte}}{easy, plural, =0 {} one {; # var for let} other {; # var for lette}}{long, plural, =0 {} one {; # var for langt} other {; # var for lange}}.',
  'interval_4x4.could_have_counted':
    '{credited} af {of, plural, one {# interval} other {# intervaller}}; endnu et kan være gået tabt, hvor pulsen mangler.',
  'anti_inflammatory.day_met': '{inBandSeconds} let aktivitet den dag.',
  'anti_inflammatory.day_too_short': '{inBandSeconds} let aktivitet den dag, {neededSeconds} kræves.',
  'anti_inflammatory.could_have_counted':
    '{inBandSeconds} let aktivitet den dag, {neededSeconds} kræves; {unknownSeconds} uden puls kunne have været nok.',
  'cardio.credited': '{seconds} ved {lowPercent} % af makspuls og derover.',
  'cardio.credited_too': '{seconds} med pulsen oppe, ud over det, passet ellers tæller som.',
  'cardio.too_short': '{seconds} ved {lowPercent} % af makspuls og derover, {neededSeconds} kræves.',
  'cardio.could_have_counted':
    '{seconds} ved {lowPercent} % og derover, {neededSeconds} kræves; {unknownSeconds} uden puls kunne have været nok.',
  'strength.credited': '{activeSeconds} styrketræning.',
  'strength.too_short': '{activeSeconds} styrketræning, {neededSeconds} kræves.',
  'strength.no_evidence': 'Der er endnu ikke målt eller noteret styrketræning, så det kan ikke bedømmes.',
  'remaining.done': 'Klaret for denne uge.',
  'remaining.zone2':
    '{count, plural, one {# pas} other {# pas}} i Zone 2 på {minimumMinutes}–{maximumMinutes} min ved {lowBpm}–{highBpm} slag/min senest {byDate}.',
  'remaining.zone2_live':
    '{minutes} min mere ved {lowBpm}–{highBpm} slag/min gør det til et Zone 2-pas ({count} mangler denne uge).',
  'remaining.interval_4x4':
    '{count, plural, one {# pas} other {# pas}} med 4 × 4 min ved {lowBpm}–{highBpm} slag/min senest {byDate}.',
  'remaining.anti_inflammatory':
    '{count, plural, one {# dag} other {# dage}} mere med {minimumMinutes} min ved {lowBpm}–{highBpm} slag/min senest {byDate}.',
  'remaining.anti_inflammatory_today':
    '{minutes} min mere i dag ved {lowBpm}–{highBpm} slag/min{count, plural, =0 {} one {; # dag mangler endnu i denne uge} other {; # dage mangler endnu i denne uge}}.',
  'remaining.cardio':
    '{count, plural, one {# konditionspas} other {# konditionspas}} på mindst {minimumMinutes} min ved {lowBpm} slag/min og derover senest {byDate}.',
  'remaining.cardio_live':
    '{minutes} min mere ved {lowBpm} slag/min og derover gør det til et konditionspas ({count} mangler denne uge).',
  'remaining.strength':
    '{count, plural, one {# styrkepas} other {# styrkepas}} på mindst {minimumMinutes} min senest {byDate}.',
  'remaining.no_max_heart_rate':
    '{count} mangler; angiv din makspuls for at se, hvordan du når {count, plural, one {det} other {dem}}.',
  'remaining.out_of_reach_sessions':
    '{count} pas mangler, flere end dagene kan nå. Alt, hvad du gør, er stadig godt.',
  'remaining.out_of_reach_days':
    '{count, plural, one {# dag} other {# dage}} mangler, flere end ugen har tilbage. Alt, hvad du gør, er stadig godt.',
  'remaining.finished_sessions': 'Ugen er slut: {count} pas manglede.',
  'remaining.finished_days': 'Ugen er slut: {count, plural, one {# dag} other {# dage}} manglede.',
  'rule.zone2':
    'Et pas tæller med mindst {minimumMinutes} min ved {lowPercent}–{highPercent} % af makspuls{lowBpm, plural, =0 {} other { ({lowBpm}–{highBpm} slag/min)}} og mindst dobbelt så lang tid dér som over.',
  'rule.interval_4x4':
    'Et pas tæller med fire intervaller à 4 min ved {lowPercent}–{highPercent} % af makspuls{lowBpm, plural, =0 {} other { ({lowBpm}–{highBpm} slag/min)}} og 1–6 min pause imellem.',
  'rule.anti_inflammatory':
    'En dag tæller med mindst {minimumMinutes} min ved {lowPercent}–{highPercent} % af makspuls{lowBpm, plural, =0 {} other { ({lowBpm}–{highBpm} slag/min)}}.',
  'rule.cardio':
    'Et pas tæller med mindst {minimumMinutes} min ved {lowPercent} % af makspuls{lowBpm, plural, =0 {} other { ({lowBpm} slag/min)}} og derover; det gør et Zone 2- eller 4×4-pas også.',
  'rule.strength': 'Et styrkepas tæller fra {minimumMinutes} min; pulsen indgår ikke.',
  'rule.daily_movement': 'Hver dag med et målt pas eller målt bevægelse vises; intet bedømmes.',
  'rule.one_a_day': 'Der tæller ét pr. dag, det tidligste; et pas hører til den dag, det begynder.',
  'rule.status':
    'Ugen kræver {minimum}{maximum, plural, =0 {} other { til {maximum}}}; indtil søndag aften regnes de resterende dage med.',
  'robustness.holds': 'Holder, selv hvis din makspuls er 10 slag ved siden af.',
  'robustness.would_change': 'Ville ændre sig, hvis din makspuls er {deltaBpm} slag ved siden af.',
  'guard.two_hard_days': 'To hårde dage i træk: tag det roligt i morgen.',
  'guard.hard_week_note': '{minutes} hårde minutter på syv dage: hold resten rolig.',
  'guard.hard_week_caution': '{minutes} hårde minutter på syv dage er meget: vælg let aktivitet et par dage.',
  'guard.hard_week_strong':
    '{minutes} hårde minutter på syv dage er rigtig meget: giv kroppen nogle rolige dage nu.',
  'guard.hard_share':
    '{sharePercent} % af dine seneste fire uger var hårde: flere rolige minutter ville passe godt.',
  'guard.resting_raised': 'Din hvilepuls er lidt højere end normalt: en rolig dag kunne passe godt.',
  'guard.too_hard_for_zone2':
    'For hårdt til Zone 2: {sharePercent} % af passet lå over. Du skal kunne føre en samtale.',
  'week.first': 'Din første uge: alt, hvad du har målt, tæller.',
  'week.before_first_evidence': 'Før din første måling.',
  'week.silent': 'Der blev ikke målt noget i denne uge.',
  'week.excused': 'Du holdt fri i denne uge: den bryder ikke dine uger i træk.',
  'week.time_zone_moved': 'Du skiftede tidszone i denne uge: {timeZone}.',
  'max_heart_rate.none': 'Angiv din makspuls for at se dine zoner.',
  'max_heart_rate.before_first': 'Bedømt efter din første makspuls, som du angav senere.',
  'max_heart_rate.formula':
    'Din makspuls på {bpm} er et skøn og kan være {marginBpm} slag ved siden af: en målt makspuls gør det mere sikkert.',
  'coverage.low': 'Pulsen blev kun målt {knownPercent} % af tiden: læs det med forbehold.',
  'simulated.counted':
    '{count, plural, one {# simuleret pas er} other {# simulerede pas er}} talt med. Du kan fjerne {count, plural, one {det} other {dem}} når som helst.',
  'simulated.left_out':
    '{count, plural, one {# simuleret pas er} other {# simulerede pas er}} udeladt: du trænede rigtigt i de samme timer.',
  'session.simulated': 'Et simuleret pas.',
  'session.logged': 'Noteret i hånden, uden puls.',
  'session.device_zone': 'Enheden var sat til {deviceZone}, din tidszone var {ownZone}: datoer følger din.',
  'session.hard': '{minutes} min ved 85 % og derover.',
  'session.hard_wind_down': '{minutes} min ved 85 % og derover: det er rigeligt for ét pas.',
  'session.quarantined':
    '{count, plural, one {# værdi har} other {# værdier har}} et tidspunkt, der ikke kan passe: gemt, men ikke talt med.',
  'session.conflicts':
    '{count, plural, one {# værdi} other {# værdier}} kom to gange og var ikke ens: den første tæller.',
  'recording.ahead':
    '{count, plural, one {# slag ligger} other {# slag ligger}} i fremtiden: telefonens ur var foran.',
  'recording.behind':
    '{count, plural, one {# slag er} other {# slag er}} ældre, end man kan tro på: telefonens ur gik forkert, eller den sendte for sent.',
  'session.above_max': 'Pulsen var over din makspuls på {maxHeartRate}: tjek bæltet eller indstillingen.',
  'plan.interval_4x4': '{onDate}: 4×4.',
  'plan.zone2': '{onDate}: Zone 2, {minutes} min.',
  'plan.zone2_light':
    '{onDate}: Zone 2, {minutes} min; {minimumMinutes} af dem ved {lowBpm}–{highBpm} slag/min tæller også som let aktivitet.',
  'plan.light': '{onDate}: let, {minutes} min.',
  'plan.strength': '{onDate}: styrke, {minutes} min.',
  'resting.falling': 'Din hvilepuls falder: din udholdenhedstræning kan ses.',
  'resting.steady': 'Din hvilepuls er stabil.',
  'resting.rising': 'Din hvilepuls er højere end for to måneder siden.',
  'resting.too_early': 'Det er for tidligt at se en tendens: det tager tolv uger.',
  'resting.too_few': 'For få dage med hvilepuls til at se en tendens.',
  'prescription.out_of_range': 'Skal være et helt tal fra {lowest} til {highest}.',
  'prescription.reversed': 'Den nedre grænse må ikke ligge over den øvre.',
  'prescription.too_narrow':
    'Grænserne skal ligge mindst 1 % fra hinanden: imellem dem ligger der måske ingen hel puls.',
  'prescription.too_narrow_reserve':
    'Med {reserveBpm} slag/min mellem hvilepuls og makspuls ligger der ingen hel puls mellem grænserne: 10 % fra hinanden er altid nok.',
  'prescription.band_once': 'Hver zone skal angives præcis én gang.',
  'status_minutes.met': '{credited} af {minimum} min: nået for denne uge.',
  'status_minutes.on_track': '{credited} af {minimum} min indtil nu: på vej.',
  'status_minutes.behind':
    '{credited} af {minimum} min indtil nu: lidt bagud, men stadig inden for rækkevidde.',
  'status_minutes.missed': '{credited} af {minimum} min: ikke nået i denne uge.',
  'status_minutes.undetermined':
    '{credited} af {minimum} min med sikkerhed: målingerne kan ikke vise, om der var flere.',
  no_resting_heart_rate: 'Hvilepulsen er ikke kendt, så dette kan ikke bedømmes endnu.',
  empty_band: 'Der ligger ingen hel puls i denne zone, så dette kan ikke bedømmes: grænserne ligger for tæt.',
  no_threshold_heart_rate: 'Tærskelpulsen er ikke angivet, så dette kan ikke bedømmes endnu.',
  'sport.credited': '{activeSeconds} aktiv.',
  'sport.too_short': '{activeSeconds} aktiv, {neededSeconds} kræves.',
  'dose.credited':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}.',
  'dose.credited_long':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}: ét pas, længere end {maximumMinutes} min.',
  'dose.credited_too': '{inBandSeconds} i zonen, ud over hvad det ellers tæller som.',
  'dose.too_short':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}, {neededSeconds} kræves.',
  'dose.too_hard':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}, men {aboveSeconds} over: højst {sharePercent} % af tiden i zonen må ligge over den.',
  'dose.could_have_counted':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}, {neededSeconds} kræves; {unknownSeconds} uden puls kunne have været nok.',
  'dose.day_met':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} denne dag.',
  'dose.day_too_short':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} denne dag, {neededSeconds} kræves.',
  'dose.day_could_have_counted':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} denne dag, {neededSeconds} kræves; {unknownSeconds} uden puls kunne have været nok.',
  'dose.minutes':
    '{inBandSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}.',
  'intervals.credited': '{credited, plural, one {# interval} other {# intervaller}}.',
  'intervals.credited_above':
    '{credited, plural, one {# interval} other {# intervaller}}; {aboveSeconds} lå over zonen, lidt mindre er nok.',
  'remaining.sessions':
    '{count} pas på {neededSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} senest {byDate}.',
  'remaining.sessions_live':
    '{minutes} min mere ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} får dette pas til at tælle ({count} mangler denne uge).',
  'remaining.intervals':
    '{count} pas med {reps, plural, one {# interval} other {# intervaller}} på mindst {leastSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} senest {byDate}.',
  'remaining.days':
    '{count, plural, one {# dag} other {# dage}} mere med {neededSeconds} ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} senest {byDate}.',
  'remaining.days_today':
    '{minutes} min mere i dag ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}{count, plural, =0 {} one {; # dag mangler denne uge} other {; # dage mangler denne uge}}.',
  'remaining.sport': '{count} pas på mindst {neededSeconds} senest {byDate}.',
  'remaining.minutes':
    '{count} min mere ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}} senest {byDate}.',
  'remaining.no_basis':
    '{count} mangler; angiv den puls, som zonen bygger på, for at se, hvordan du når {count, plural, one {det} other {dem}}.',
  'remaining.out_of_reach_minutes':
    '{count} min mangler, flere end ugen har tilbage. Alt, hvad du gør, er stadig godt.',
  'remaining.finished_minutes': 'Ugen er slut: {count} min manglede.',
  'rule.sessions':
    'Et pas tæller med mindst {neededSeconds}{lowBpm, plural, =0 { i zonen} other { ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}}}{sharePercent, plural, =0 {} other { og højst # % af den tid over}}.',
  'rule.intervals':
    'Et pas tæller med {reps, plural, one {# interval} other {# intervaller}} på {leastSeconds}–{mostSeconds}, {effortSeconds} af {reps, plural, one {det} other {hvert}}{lowBpm, plural, =0 { i zonen} other { ved {lowBpm} slag/min og derover}}{reps, plural, one {} other {, og {shortestSeconds}–{longestSeconds} pause imellem{belowFloor, plural, =0 {} other {, {belowFloorSeconds} af den under gulvet}}}}.',
  'rule.days':
    'En dag tæller med mindst {neededSeconds}{lowBpm, plural, =0 { i zonen} other { ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}}}.',
  'rule.sport': 'Et pas i denne sport tæller fra {neededSeconds}; pulsen indgår ikke.',
  'rule.minutes':
    'Ugen kræver {count} min{lowBpm, plural, =0 { i zonen} other { ved {highBpm, plural, =0 {{lowBpm} slag/min og derover} other {{lowBpm}–{highBpm} slag/min}}}}; hvert minut tæller én gang.',
  'robustness.holds_all': 'Holder, selv hvis de pulsværdier, det bygger på, er lidt ved siden af.',
  'robustness.would_change_resting': 'Ville ændre sig, hvis din hvilepuls er {deltaBpm} slag ved siden af.',
  'robustness.would_change_threshold':
    'Ville ændre sig, hvis din tærskelpuls er {deltaBpm} slag ved siden af.',
  'plan.target': '{onDate}: {name}{minutes, plural, =0 {} other {, # min}}.',
  'prescription.how_many': 'Fra {lowest} til {highest} er mulige.',
  'prescription.id_form': 'Et id har 1 til 40 bogstaver, cifre, - eller _ og er ikke reserveret.',
  'prescription.id_twice': 'Dette id findes to gange.',
  'prescription.no_such_band': 'Den zone findes ikke.',
  'prescription.no_such_target': 'Der er intet sådant mål, som dette kan tælle med.',
  'prescription.needs_band': 'Denne dosis måles med puls: vælg en zone.',
  'prescription.also_counts_sessions': 'Kun pas i en zone kan også tælle andre måls pas.',
  'prescription.share': 'Skal være en andel fra {lowest} til {highest} i hundrededele.',
  'prescription.work_too_short':
    'Pulsen kan ikke bedømme intervaller kortere end {lowest} s: den halter et til to minutter efter.',
  'prescription.recovery_too_short':
    'Den længste pause skal være mindst {lowest} s: op til 30 s under gulvet hører stadig til et interval.',
  'cue.band.slow_down': 'Sæt farten ned.',
  'cue.band.speed_up': 'Lidt mere.',
  'cue.zone2.slow_down': 'Sæt farten ned. Kan du føre en samtale?',
  'cue.zone2.speed_up': 'Lidt mere.',
  'cue.interval.build_up': 'Skru op.',
  'cue.interval.hold_back': 'Hold lidt igen.',
  'cue.interval.ease_off': 'Tag farten af.',
  'cue.interval.break_easier': 'Tag pausen mere roligt.',
  'cue.anti_inflammatory.slow_down': 'Lidt roligere. Hold det let.',
  'cue.anti_inflammatory.speed_up': 'Lidt friskere.',
  'cue.hard.note': 'Det var tyve hårde minutter.',
  'cue.hard.wind_down': 'Tredive hårde minutter: tid til at trappe ned.',
  'cue.check_strap': 'Tjek pulsbæltet eller din makspuls.',
  'roster.never': 'Der er ikke optaget noget endnu.',
  'roster.silent': 'Intet optaget i {days} dage.',
  'roster.excused': 'Ugen er undskyldt.',
  'roster.undetermined':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Let aktivitet} cardio {Konditræning} strength {Styrke} other {{name}}}: {credited} af {minimum} med sikkerhed; resten kan optagelserne ikke afgøre.',
  'roster.missed':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Let aktivitet} cardio {Konditræning} strength {Styrke} other {{name}}}: {credited} af {minimum}, kan ikke nås i denne uge.',
  'roster.behind':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Let aktivitet} cardio {Konditræning} strength {Styrke} other {{name}}}: {credited} af {minimum}, bagud, men inden for rækkevidde.',
  'roster.on_track':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Let aktivitet} cardio {Konditræning} strength {Styrke} other {{name}}}: {credited} af {minimum}, på rette spor.',
  'roster.met':
    'Alt er nået: {target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Let aktivitet} cardio {Konditræning} strength {Styrke} other {{name}}} {credited} af {minimum}.',
};
