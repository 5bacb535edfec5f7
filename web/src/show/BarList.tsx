import { RouteLink } from './RouteLink.tsx';

interface Bar {
  id: string;
  name: string;
  value: number;
  /** Where the bar's name leads. */
  href?: string | undefined;
  note?: string | undefined;
}

/** Amounts drawn as bars, as long as they are large. The figures stand beside them, so nothing is in the drawing alone. */
export function BarList({ label, bars }: { label: string; bars: Bar[] }) {
  const largest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul className="bar-list" aria-label={label}>
      {bars.map(({ id, name, value, href, note }) => (
        <li key={id}>
          <span className="bar-name">
            {href ? <RouteLink to={href}>{name}</RouteLink> : name}
            {note && <span className="bar-note"> {note}</span>}
          </span>
          <span className="bar-value">{value.toLocaleString('en')}</span>
          <span className="bar-track" aria-hidden="true">
            <span className="bar-fill" style={{ inlineSize: `${(value / largest) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
