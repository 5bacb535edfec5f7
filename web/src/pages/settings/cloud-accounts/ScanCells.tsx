import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { duration } from '../../../show/moment.model.ts';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { ScanGridRow } from './ScanGridRow.tsx';
import { scanMilliseconds } from './scan.model.ts';
import { describePart, type GridRow, nextPlace } from './scan-grid.model.ts';

interface Place {
  row: number;
  column: number;
}

interface ScanCellsProps {
  accountId: string;
  regions: string[];
  rows: GridRow[];
}

/** The grid itself: Tab leads into it, arrows from cell to cell; a cell that is pressed is described below. */
export function ScanCells({ accountId, regions, rows }: ScanCellsProps) {
  const table = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [tip, setTip] = useState<Place & { at: DOMRect }>();
  const [chosen, setChosen] = useState<{ service: string; region: string }>();
  // Rows go as one filters; the place to go on from by keyboard stays within what is shown.
  const active = { row: Math.min(place.row, rows.length - 1), column: Math.min(place.column, regions.length - 1) };
  const chosenRow = rows.find(({ service }) => service === chosen?.service);

  const pointAt = ({ target }: SyntheticEvent) => {
    const cell = target instanceof HTMLElement ? target.closest('td')?.querySelector('button') : null;
    const found = cell && { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
    setTip(found ? { ...found, at: cell.getBoundingClientRect() } : undefined);
    return found;
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTip(undefined);
    const next = nextPlace(event.key, active, { rows: rows.length, columns: regions.length });
    if (next === undefined) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-row="${next.row}"][data-column="${next.column}"]`)?.focus();
  };
  const choose = (event: SyntheticEvent) => {
    const found = pointAt(event);
    const [row, region] = [rows[found?.row ?? -1], regions[found?.column ?? -1]];
    if (row !== undefined && region !== undefined) setChosen({ service: row.service, region });
  };
  const tipRow = tip && rows[tip.row];

  return (
    <div>
      <div className="scan-grid" onScroll={() => setTip(undefined)}>
        <table
          ref={table}
          aria-label="Parts of the scan: services by regions"
          onKeyDown={move}
          onMouseOver={pointAt}
          onMouseLeave={() => setTip(undefined)}
          onClick={choose}
          onFocus={(event) => {
            const found = pointAt(event);
            if (found) setPlace(found);
          }}
          onBlur={() => setTip(undefined)}
        >
          <thead>
            <tr>
              <th scope="col" className="scan-service">
                Service
              </th>
              {regions.map((region) => (
                <th key={region} scope="col" className="scan-region">
                  <span>{region}</span>
                </th>
              ))}
              <th scope="col" className="scan-sum">
                Assets
              </th>
              <th scope="col" className="scan-sum">
                Calls
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <ScanGridRow
                key={row.service}
                row={row}
                regions={regions}
                index={index}
                activeColumn={index === active.row ? active.column : undefined}
                chosenColumn={row === chosenRow ? regions.indexOf(chosen?.region ?? '') : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="scan-chosen" aria-live="polite">
        {chosenRow && chosen ? (
          <ChosenPart accountId={accountId} row={chosenRow} region={chosen.region} />
        ) : (
          'Press a cell to see what is behind it.'
        )}
      </div>
      {tip &&
        tipRow &&
        createPortal(
          <Tip row={tipRow} column={tip.column} at={tip.at} region={regions[tip.column] ?? ''} />,
          document.body,
        )}
    </div>
  );
}

function ChosenPart({ accountId, row, region }: { accountId: string; row: GridRow; region: string }) {
  const part = row.parts.find((one) => one?.region === region);
  const milliseconds = part && scanMilliseconds(part, new Date());
  const hasGaps = part?.state === 'partial' || part?.state === 'failed';
  const inExplorer = new URLSearchParams({ cloudAccountId: accountId, service: row.service, region });
  return (
    <>
      <strong>{row.name}</strong>, {region}: {part ? describePart(part) : 'Not part of this scan'}
      {part?.finishedAt && milliseconds !== undefined && `, ${duration(milliseconds)}`}
      {part !== undefined && part.assets > 0 && (
        <>
          {' · '}
          <RouteLink to={`/assets?${inExplorer}`}>Its assets</RouteLink>
        </>
      )}
      {hasGaps && (
        <>
          {' · '}
          <RouteLink to={`?${new URLSearchParams({ tab: 'gaps', gap: row.service })}`}>Its gaps</RouteLink>
        </>
      )}
    </>
  );
}

const tipWidth = 240;
const tipHeight = 90;

interface TipProps {
  row: GridRow;
  column: number;
  region: string;
  at: DOMRect;
}

/** What the cell that is pointed at says; assistive technology reads it as the cell's name. */
function Tip({ row, column, region, at }: TipProps) {
  const part = row.parts[column];
  const start = Math.max(8, Math.min(at.left + at.width / 2 - tipWidth / 2, window.innerWidth - tipWidth - 8));
  const block =
    at.bottom + tipHeight > window.innerHeight
      ? { insetBlockEnd: window.innerHeight - at.top + 6 }
      : { insetBlockStart: at.bottom + 6 };
  return (
    <div className="scan-tip" aria-hidden="true" style={{ ...block, insetInlineStart: start, inlineSize: tipWidth }}>
      <strong>{row.name}</strong>
      <span>{region}</span>
      <span>{part ? describePart(part) : 'Not part of this scan'}</span>
    </div>
  );
}
