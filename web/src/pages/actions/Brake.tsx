import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useGate } from '../../access/session.tsx';
import { actionSettingsQuery, actionsKey, changeBrake } from '../../api/actions.ts';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { FormDialog } from '../../show/FormDialog.tsx';
import { Moment } from '../../show/Moment.tsx';
import { useAction } from '../../show/use-action.ts';

function useBrake() {
  const queries = useQueryClient();
  const settings = useQuery({ ...actionSettingsQuery, refetchInterval: 10_000 });
  return {
    brake: settings.data?.brake,
    change: async (isOn: boolean, reason: string) => {
      queries.setQueryData(actionSettingsQuery.queryKey, await changeBrake({ isOn, reason }));
      await queries.invalidateQueries({ queryKey: actionsKey });
    },
  };
}

/** That everything is stopped, by whom and why, with the way to let it go on. Nothing while the brake is off. */
export function BrakeBanner() {
  const gate = useGate()('release-brake');
  const { brake, change } = useBrake();
  const [isAsking, setAsking] = useState(false);
  if (!brake) return null;
  return (
    <>
      <Alert
        type="error"
        header="All actions are stopped"
        action={
          <Button onClick={() => setAsking(true)} {...gate}>
            Release
          </Button>
        }
      >
        <SpaceBetween size="xxs">
          {brake.reason !== '' && <bdi className="aws-text">{brake.reason}</bdi>}
          <div>
            <bdi>{brake.by}</bdi> stopped them <Moment at={brake.at} />. Nothing is applied and nothing is undone until
            an admin releases them. Plans can still be made.
          </div>
        </SpaceBetween>
      </Alert>
      {isAsking && (
        <ConfirmDialog
          title="Let all actions go on?"
          confirmText="Release"
          perform={() => change(false, '')}
          onClose={() => setAsking(false)}
        >
          What is queued is applied at once, or when its account’s change window begins.
        </ConfirmDialog>
      )}
    </>
  );
}

/** Stops all actions of the team. */
export function StopEverything() {
  const gate = useGate()('change-assets');
  const { brake, change } = useBrake();
  const [isAsking, setAsking] = useState(false);
  if (brake !== null) return null;
  return (
    <>
      <Button iconName="status-stopped" onClick={() => setAsking(true)} {...gate}>
        Stop everything…
      </Button>
      {isAsking && <StopDialog stop={(reason) => change(true, reason)} onClose={() => setAsking(false)} />}
    </>
  );
}

function StopDialog({ stop, onClose }: { stop: (reason: string) => Promise<void>; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const stopping = useAction(async () => {
    await stop(reason.trim());
    onClose();
  });
  return (
    <FormDialog
      title="Stop all actions?"
      submitText="Stop everything"
      troubleTitle="They were not stopped"
      problem={stopping.problem}
      isRunning={stopping.isRunning}
      onSubmit={() => void stopping.run()}
      onClose={onClose}
    >
      <div>
        No further call that changes something is made to AWS, in any account. An action that is half-way stays
        half-way; its page says so. Only an admin can release the brake.
      </div>
      <FormField
        label={
          <>
            Reason <i>- optional</i>
          </>
        }
        description="Your team reads it."
      >
        <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} rows={2} />
      </FormField>
    </FormDialog>
  );
}
