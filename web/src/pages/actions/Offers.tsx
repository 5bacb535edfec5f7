import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { ActionSummaryView } from '../../../../server/actions/api.ts';
import { useGate } from '../../access/session.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { fieldsOf } from '../../show/parameters.model.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { useAction } from '../../show/use-action.ts';
import { ActionStatus } from './ActionStatus.tsx';
import { actionPath, isOpen, isUntouchable } from './action.model.ts';
import { ObstacleNote } from './Obstacle.tsx';
import { type Offer, PlanDialog, requestOf, type Subjects } from './PlanDialog.tsx';
import { usePlan } from './use-plan.ts';

interface OffersProps {
  label: string;
  offers: readonly Offer[];
  subjects: Subjects;
  cloudAccountId: string;
  /** Of the same asset: one that is open already is gone to instead of being planned twice. */
  actions: readonly ActionSummaryView[];
}

/** The actions that a finding or an asset offers. */
export function Offers({ label, offers, actions, ...rest }: OffersProps) {
  return (
    <ul className="offers" aria-label={label}>
      {offers.map((offer) => (
        <li key={offer.kind}>
          <OfferRow
            offer={offer}
            openAction={actions.find((action) => action.kind === offer.kind && isOpen(action))}
            {...rest}
          />
        </li>
      ))}
    </ul>
  );
}

interface OfferRowProps extends Pick<OffersProps, 'subjects' | 'cloudAccountId'> {
  offer: Offer;
  openAction: ActionSummaryView | undefined;
}

function OfferRow({ offer, openAction, subjects, cloudAccountId }: OfferRowProps) {
  const gate = useGate()('change-assets');
  const plan = usePlan();
  const [isAsking, setAsking] = useState(false);
  const planning = useAction(() => plan({ kind: offer.kind, parameters: offer.parameters, ...requestOf(subjects) }));
  const { title, what, canBeUndone, obstacle } = offer;
  const takesSomething = fieldsOf(offer.parameterSchema).length > 0;
  const whyNot = gate.disabledReason ?? (isUntouchable(obstacle) ? obstacle?.detail : undefined);
  return (
    <>
      <div className="offer-text">
        <Box variant="strong">{title}</Box>
        <div>
          {what} {canBeUndone ? 'It can be undone.' : 'There is no way back.'}
        </div>
        {obstacle && <ObstacleNote obstacle={obstacle} cloudAccountId={cloudAccountId} />}
        {planning.problem && <ProblemAlert title="It was not planned" problem={planning.problem} />}
      </div>
      {openAction === undefined ? (
        <Button
          onClick={() => (takesSomething ? setAsking(true) : void planning.run())}
          loading={planning.isRunning}
          disabled={whyNot !== undefined}
          disabledReason={whyNot}
          ariaLabel={`Plan: ${title}`}
        >
          {takesSomething ? 'Plan…' : 'Plan'}
        </Button>
      ) : (
        <div>
          <ActionStatus action={openAction} />
          <div>
            <RouteLink to={actionPath(openAction.id)} ariaLabel={`See the plan: ${title}`}>
              See the plan
            </RouteLink>
          </div>
        </div>
      )}
      {isAsking && <PlanDialog subjects={subjects} offers={[offer]} onClose={() => setAsking(false)} />}
    </>
  );
}
