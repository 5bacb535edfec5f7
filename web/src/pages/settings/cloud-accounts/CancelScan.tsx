import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScanSummaryView } from '../../../../../server/scans/api.ts';
import { useGate } from '../../../access/session.tsx';
import { accountsKey } from '../../../api/accounts.ts';
import { cancelScan } from '../../../api/scans.ts';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';

/** A button, with a question after it, that ends a scan under way. */
export function CancelScan({ scan }: { scan: Pick<ScanSummaryView, 'cloudAccountId' | 'id'> }) {
  const queries = useQueryClient();
  const gate = useGate();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)} {...gate('scan')}>
        Cancel the scan
      </Button>
      {isAsking && (
        <ConfirmDialog
          title="Cancel the scan?"
          confirmText="Cancel it"
          dismissText="Keep scanning"
          onClose={() => setAsking(false)}
          perform={async () => {
            await cancelScan(scan.cloudAccountId, scan.id);
            await queries.invalidateQueries({ queryKey: accountsKey });
          }}
        >
          What waits is not begun, and what runs stops within seconds. What was read already stays; no asset is taken
          for deleted because the scan did not get to it.
        </ConfirmDialog>
      )}
    </>
  );
}
