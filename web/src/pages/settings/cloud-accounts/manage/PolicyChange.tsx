import { AwsText } from '../../../../show/AwsText.tsx';
import type { PolicyLine } from './management.model.ts';

const looks: Record<PolicyLine['kind'], { mark: string; spoken: string; style: string }> = {
  comes: { mark: '+', spoken: 'comes: ', style: 'added' },
  goes: { mark: '−', spoken: 'goes: ', style: 'removed' },
  stays: { mark: ' ', spoken: 'stays: ', style: 'same' },
};

/** What of the role's policy comes and what goes, beside what was last seen in AWS. */
export function PolicyChange({ lines }: { lines: readonly PolicyLine[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="difference">
      <div className="difference-path">
        What the role is allowed
        <span className="difference-note">beside what was last seen in AWS</span>
      </div>
      <ul className="policy-change">
        {lines.map((line) => (
          <Line key={`${line.kind} ${line.what}`} {...line} />
        ))}
      </ul>
    </div>
  );
}

function Line({ kind, what, permissions }: PolicyLine) {
  const { mark, spoken, style } = looks[kind];
  return (
    <li className={`difference-line is-${style}`}>
      <span className="difference-mark" aria-hidden="true">
        {mark}
      </span>
      <span className="for-screen-readers">{spoken}</span>
      <AwsText>{what}</AwsText>
      {permissions.length > 0 && <span className="policy-permissions">{permissions.join(', ')}</span>}
    </li>
  );
}
