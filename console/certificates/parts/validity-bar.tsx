/** A certificate's life as a bar: what of it is over, today, and what is to happen; the same in words. */
import { texts, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import type { Certificate } from '../reads.js';
import '../certificates.css';

const TEXTS = texts('validity-bar', {
  lives: { zh: '{{from}} 至 {{to}},{{left}}到期', en: 'From {{from}} to {{to}}, ends {{left}}' },
  over: { zh: '{{from}} 至 {{to}},{{left}}已到期', en: 'From {{from}} to {{to}}, ended {{left}}' },
});

export interface Mark {
  readonly kind: 'notice' | 'renewal';
  /** ISO 8601. */
  readonly at: string;
}

export interface ValidityBarProps {
  readonly certificate: Pick<Certificate, 'notBefore' | 'notAfter' | 'state'>;
  readonly marks?: readonly Mark[];
}

const WIDTH = 1_000;
const HEIGHT = 20;

export function ValidityBar({ certificate, marks = [] }: ValidityBarProps) {
  const t = useTexts(TEXTS);
  const times = useTimes();
  const { notBefore, notAfter, state } = certificate;
  const [from, to] = [Date.parse(notBefore), Date.parse(notAfter)];
  const placeOf = (at: number) => Math.min(WIDTH, Math.max(0, ((at - from) / (to - from)) * WIDTH));
  const now = Date.now();
  const words = t(now > to ? 'over' : 'lives', {
    from: times.date(notBefore),
    to: times.date(notAfter),
    left: times.fromNow(notAfter, now),
  });
  return (
    <svg
      className={`validity-bar certificate-${state}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <rect className="validity-whole" y={6} width={WIDTH} height={8} />
      <rect className="validity-over" y={6} width={placeOf(now)} height={8} />
      {marks.map(({ kind, at }) => (
        <rect
          key={`${kind} ${at}`}
          className={`validity-${kind}`}
          x={placeOf(Date.parse(at)) - 2}
          width={4}
          height={HEIGHT}
        />
      ))}
      <rect className="validity-today" x={placeOf(now) - 3} width={6} height={HEIGHT} />
    </svg>
  );
}
