import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import type { ScanRequestBody } from '../../../../../server/scans/api.ts';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { ScanLimits } from './ScanLimits.tsx';
import { limitsOf } from './schedule.model.ts';

interface ScanSomeDialogProps {
  accountId: string;
  start: (limits: ScanRequestBody) => Promise<void>;
  onClose: () => void;
}

/** Starts a scan of some regions or services. */
export function ScanSomeDialog({ accountId, start, onClose }: ScanSomeDialogProps) {
  const [limits, setLimits] = useState<{ regions: string[]; services: string[] }>({ regions: [], services: [] });
  const starting = useAction(() => start(limitsOf(limits)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void starting.run();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Scan some regions or services"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="scan-some" formAction="submit" loading={starting.isRunning}>
              Start the scan
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="scan-some" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {starting.problem && <ProblemAlert title="The scan was not started" problem={starting.problem} />}
          <Box variant="p">What is left out stays as the last scan found it.</Box>
          <ScanLimits
            accountId={accountId}
            {...limits}
            onChange={(change) => setLimits((present) => ({ ...present, ...change }))}
            errors={fieldErrors(starting.problem)}
          />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
