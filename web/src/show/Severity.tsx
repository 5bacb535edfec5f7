import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import type { FindingSummaryView } from '../../../server/findings/api.ts';

const looks: Record<FindingSummaryView['severity'], { color: BadgeProps['color']; label: string }> = {
  critical: { color: 'severity-critical', label: 'Critical' },
  high: { color: 'severity-high', label: 'High' },
  medium: { color: 'severity-medium', label: 'Medium' },
  low: { color: 'severity-low', label: 'Low' },
  informational: { color: 'severity-neutral', label: 'Informational' },
};

/** How bad something is, in a word and a colour. */
export function Severity({ severity }: { severity: FindingSummaryView['severity'] }) {
  const { color, label } = looks[severity];
  return <Badge color={color}>{label}</Badge>;
}
