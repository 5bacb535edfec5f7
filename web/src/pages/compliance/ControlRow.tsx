import Icon from '@cloudscape-design/components/icon';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { type ReactNode, useId } from 'react';
import type { ControlState, ControlView } from '../../../../server/compliance/api.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { ControlRules } from './ControlRules.tsx';
import { findingsHref, states, summaryOf } from './compliance.model.ts';

interface ControlRowProps {
  framework: string;
  control: ControlView;
  cloudAccountId: string;
  isOpen: boolean;
  onToggle: () => void;
  /** What people answered. */
  children: ReactNode;
}

/** A control: how it stands, and, opened, by which rules and answers. */
export function ControlRow({ framework, control, cloudAccountId, isOpen, onToggle, children }: ControlRowProps) {
  const id = useId();
  const hasFindings = control.rules.some(({ failed, isEnabled }) => isEnabled && failed > 0);
  return (
    <li className="control">
      <h3>
        <button type="button" className="control-head" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          <span className="control-caret">
            <Icon name={isOpen ? 'caret-down-filled' : 'caret-right-filled'} />
          </span>
          <span className="control-id">{control.id}</span>
          <span className="control-title">{control.title}</span>
          <span className="control-summary">{summaryOf(control)}</span>
          <span className="control-state">
            <ControlStatus state={control.state} />
          </span>
        </button>
      </h3>
      <div id={id} className="control-body" hidden={!isOpen}>
        {isOpen && (
          <SpaceBetween size="m">
            {control.rules.length > 0 && <ControlRules control={control} cloudAccountId={cloudAccountId} />}
            {hasFindings && (
              <RouteLink to={findingsHref({ framework, control: control.id }, cloudAccountId)}>
                Open findings of this control
              </RouteLink>
            )}
            {children}
          </SpaceBetween>
        )}
      </div>
    </li>
  );
}

export function ControlStatus({ state }: { state: ControlState }) {
  const { indicator, label } = states[state];
  return <StatusIndicator type={indicator}>{label}</StatusIndicator>;
}
