import type { enOfAnother } from '../en/of-another.ts';

export const daOfAnother: typeof enOfAnother = {
  no_max_heart_rate: 'Der er ikke angivet en makspuls, så det kan ikke bedømmes endnu.',
  'remaining.no_max_heart_rate':
    '{count} mangler; hvordan {count, plural, one {det} other {de}} nås, vises, når der er angivet en makspuls.',
  'remaining.out_of_reach_sessions':
    '{count} pas mangler, flere end dagene kan nå. Alt, hvad der bliver gjort, er stadig godt.',
  'remaining.out_of_reach_days':
    '{count, plural, one {# dag} other {# dage}} mangler, flere end ugen har tilbage. Alt, hvad der bliver gjort, er stadig godt.',
  'remaining.out_of_reach_minutes':
    '{count} min mangler, flere end ugen har tilbage. Alt, hvad der bliver gjort, er stadig godt.',
  'remaining.no_basis':
    '{count} mangler; hvordan {count, plural, one {det} other {de}} nås, vises, når den puls, som zonen bygger på, er angivet.',
  'robustness.holds': 'Holder, selv hvis makspulsen er 10 slag ved siden af.',
  'robustness.would_change': 'Ville ændre sig, hvis makspulsen er {deltaBpm} slag ved siden af.',
  'robustness.would_change_resting': 'Ville ændre sig, hvis hvilepulsen er {deltaBpm} slag ved siden af.',
  'robustness.would_change_threshold': 'Ville ændre sig, hvis tærskelpulsen er {deltaBpm} slag ved siden af.',
  'guard.two_hard_days': 'To hårde dage i træk: den næste bør være rolig.',
  'guard.hard_week_note': '{minutes} hårde minutter på syv dage: resten bør være rolig.',
  'guard.hard_week_caution':
    '{minutes} hårde minutter på syv dage er meget: et par dage med let aktivitet ville passe godt.',
  'guard.hard_week_strong':
    '{minutes} hårde minutter på syv dage er rigtig meget: kroppen har brug for nogle rolige dage nu.',
  'guard.hard_share':
    '{sharePercent} % af de seneste fire uger var hårde: flere rolige minutter ville passe godt.',
  'guard.resting_raised': 'Hvilepulsen er lidt højere end normalt: en rolig dag kunne passe godt.',
  'guard.too_hard_for_zone2':
    'For hårdt til Zone 2: {sharePercent} % af passet lå over. I Zone 2 er der luft til en samtale.',
  'week.first': 'Den første uge: alt, hvad der er målt, tæller.',
  'week.before_first_evidence': 'Før den første måling.',
  'week.excused': 'Udøveren holdt fri i denne uge: den bryder ikke uger i træk.',
  'week.time_zone_moved': 'Udøveren skiftede tidszone i denne uge: {timeZone}.',
  'max_heart_rate.none': 'Der er ikke angivet en makspuls, så der er ingen zoner at se.',
  'max_heart_rate.before_first': 'Bedømt efter den første makspuls, som blev angivet senere.',
  'max_heart_rate.formula':
    'Makspulsen på {bpm} er et skøn og kan være {marginBpm} slag ved siden af: en målt makspuls gør det mere sikkert.',
  'simulated.counted': '{count, plural, one {# simuleret pas er} other {# simulerede pas er}} talt med.',
  'simulated.left_out':
    '{count, plural, one {# simuleret pas er} other {# simulerede pas er}} udeladt: der blev trænet rigtigt i de samme timer.',
  'session.device_zone':
    'Enheden var sat til {deviceZone}, udøverens tidszone var {ownZone}: datoer følger udøverens.',
  'session.above_max':
    'Pulsen var over makspulsen på {maxHeartRate}: bæltet eller indstillingen kan være forkert.',
  'resting.falling': 'Hvilepulsen falder: udholdenhedstræningen kan ses.',
  'resting.steady': 'Hvilepulsen er stabil.',
  'resting.rising': 'Hvilepulsen er højere end for to måneder siden.',
};
