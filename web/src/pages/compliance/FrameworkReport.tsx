import './report.css';
import type { CSSProperties, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import type { ControlView, FrameworkView } from '../../../../server/compliance/api.ts';
import { useMe } from '../../access/session.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { plural } from '../../show/plural.ts';
import { capital } from '../findings/findings.model.ts';
import { answers, lastDayInWords } from './answer.model.ts';
import { frameworkName, isForPeople, scoreText, stateOrder, states, worstFirst } from './compliance.model.ts';
import { StateRing } from './StateRing.tsx';

interface FrameworkReportProps {
  framework: FrameworkView;
  accounts: readonly CloudAccountView[];
  cloudAccountId: string;
}

const momentFormat = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long' });
const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'long' });

/** A framework on paper: how it stands, then every control with its rules and answers. */
export function FrameworkReport({ framework, accounts, cloudAccountId }: FrameworkReportProps) {
  const me = useMe();
  const { counts, score, controls, reference } = framework;
  const account = accounts.find(({ id }) => id === cloudAccountId);
  const nameOf = (id: string) =>
    id === '' ? 'All cloud accounts' : (accounts.find((one) => one.id === id)?.nickname ?? id);
  return createPortal(
    <article className="report" lang="en" style={{ '--indent': `${indentOf(controls)}mm` } as CSSProperties}>
      <header className="report-head">
        <div>
          <p className="report-kind">Compliance report</p>
          <h1>{frameworkName(framework)}</h1>
          <dl className="report-facts">
            <dt>{account ? 'Account' : 'Accounts'}</dt>
            <dd>
              <AwsText>{nameOf(cloudAccountId)}</AwsText>
              {account ? ` (${account.awsAccountId})` : cloudAccountId === '' && ` (${accounts.length})`}
            </dd>
            <dt>Team</dt>
            <dd>
              <AwsText>{me.team.name}</AwsText>
            </dd>
            <dt>As of</dt>
            <dd>
              {momentFormat.format(new Date())}, printed by <AwsText>{me.user.name}</AwsText>
            </dd>
            <dt>Score</dt>
            <dd>
              {scoreText(score)}: {counts.passed} of {plural(counts.passed + counts.failed + counts.unknown, 'control')}{' '}
              that pass, fail or are unknown
            </dd>
            <dt>Framework</dt>
            <dd>{reference}</dd>
          </dl>
        </div>
        <StateRing summary={{ counts, score }} size={132} />
      </header>

      <table className="report-states">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col" className="is-number">
              Controls
            </th>
            <th scope="col">What it means</th>
          </tr>
        </thead>
        <tbody>
          {stateOrder.map((state) => (
            <tr key={state}>
              <th scope="row">
                <StateMark state={state} />
              </th>
              <td className="is-number">{counts[state]}</td>
              <td>{states[state].meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>

      <h2>Controls</h2>
      {controls.map((control) => (
        <ReportedControl key={control.id} control={control} nameOf={nameOf} />
      ))}
    </article>,
    document.body,
  );
}

/** How far what belongs to a control is indented, in millimetres: its ID stands before, unless it is very long. */
function indentOf(controls: readonly ControlView[]): number {
  const longest = Math.max(...controls.map(({ id }) => id.length));
  return Math.max(16, Math.min(longest, 14) * 1.9 + 4);
}

function StateMark({ state }: Pick<ControlView, 'state'>) {
  const { mark, label } = states[state];
  return (
    <span className={`report-state is-${state}`}>
      <span className="report-mark">{mark}</span> {label}
    </span>
  );
}

interface ReportedControlProps {
  control: ControlView;
  nameOf: (cloudAccountId: string) => string;
}

/** Its heading is in the head of its table, so that it stands over what of it comes on the next sheet. */
function ReportedControl({ control, nameOf }: ReportedControlProps) {
  const { id, title, state, rules } = control;
  const heading = (
    <h3>
      <span className="report-id">{id}</span>
      <span>{title}</span>
      <StateMark state={state} />
    </h3>
  );
  return (
    <section className="report-control">
      {rules.length === 0 ? heading : <ReportedRules heading={heading} rules={worstFirst(rules)} />}
      {control.answers.map((given) => (
        <p key={given.cloudAccountId} className="report-answer">
          <b>
            {given.isOver && 'Expired: '}
            {answers[given.answer].label}
          </b>{' '}
          for <AwsText>{nameOf(given.cloudAccountId)}</AwsText>. <AwsText>{given.evidence}</AwsText>
          <span className="report-by">
            <AwsText>{given.authorName}</AwsText>, {dayFormat.format(new Date(given.answeredAt))}
            {given.expiresAt !== null &&
              `; ${given.isOver ? 'held' : 'holds'} until ${lastDayInWords(given.expiresAt)}`}
          </span>
        </p>
      ))}
      {isForPeople(control) && control.answers.length === 0 && (
        <p className="report-answer">People answer for this control. Nobody has yet.</p>
      )}
    </section>
  );
}

const counted = ['failed', 'suppressed', 'unknown', 'passed'] as const;
const countLabels = { failed: 'Fail', suppressed: 'Suppressed', unknown: 'Unknown', passed: 'Pass' };

function ReportedRules({ heading, rules }: { heading: ReactNode; rules: ControlView['rules'] }) {
  return (
    <table>
      <colgroup>
        <col />
        <col className="report-severity" />
        {counted.map((name) => (
          <col key={name} className="report-count" />
        ))}
      </colgroup>
      <thead>
        <tr className="report-heading">
          <th colSpan={2 + counted.length}>{heading}</th>
        </tr>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">Severity</th>
          {counted.map((name) => (
            <th key={name} scope="col" className="is-number">
              {countLabels[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id} className={rule.isEnabled ? undefined : 'is-off'}>
            <td>
              {rule.title}
              {!rule.isEnabled && ' (switched off)'}
            </td>
            <td>{capital(rule.severity)}</td>
            {counted.map((name) => (
              <td key={name} className={name === 'failed' && rule.failed > 0 ? 'is-number is-bad' : 'is-number'}>
                {rule[name].toLocaleString('en')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
