import Box from '@cloudscape-design/components/box';
import { RouteLink } from '../../show/RouteLink.tsx';
import type { Rest, Slice } from './counts.model.ts';

interface CountBarsProps {
  title: string;
  slices: readonly Slice[];
  rest: Rest | undefined;
  /** The rest in words: "13 other types". */
  restOf: (values: number) => string;
  /** The address that shows only what is counted in a bar. */
  hrefOf: (value: string) => string;
}

/** Counts as bars, a line each. The figures stand beside them, so nothing is in the drawing alone. */
export function CountBars({ title, slices, rest, restOf, hrefOf }: CountBarsProps) {
  return (
    <section aria-label={title}>
      <Box variant="h3">{title}</Box>
      <ul className="count-bars">
        {slices.map(({ value, label, count, share }) => (
          <li key={value}>
            <span className="count-name" title={label}>
              <RouteLink to={hrefOf(value)} ariaLabel={`Show only ${label}`}>
                <bdi>{label}</bdi>
              </RouteLink>
            </span>
            <span className="count-track" aria-hidden="true">
              <span className="bar-fill" style={{ inlineSize: `${share * 100}%` }} />
            </span>
            <span className="bar-value">{count.toLocaleString('en')}</span>
          </li>
        ))}
        {rest && (
          <li className="count-rest">
            <span className="count-name">{restOf(rest.values)}</span>
            <span className="bar-value">{rest.count.toLocaleString('en')}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
