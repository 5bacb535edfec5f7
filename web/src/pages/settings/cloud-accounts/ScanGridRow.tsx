import { memo } from 'react';
import { describePart, type GridRow } from './scan-grid.model.ts';

interface ScanGridRowProps {
  row: GridRow;
  regions: string[];
  index: number;
  /** The cell that Tab leads to, if it is in this row. */
  activeColumn: number | undefined;
  chosenColumn: number | undefined;
}

/** A service's cells. A running scan comes anew each second with most parts as they were: those rows are not drawn again. */
export const ScanGridRow = memo(
  function ScanGridRow({ row, regions, index, activeColumn, chosenColumn }: ScanGridRowProps) {
    return (
      <tr>
        <th scope="row" className="scan-service" title={row.name}>
          {row.shortName}
        </th>
        {regions.map((region, column) => {
          const part = row.parts[column];
          return (
            <td key={region}>
              <button
                type="button"
                data-row={index}
                data-column={column}
                tabIndex={column === activeColumn ? 0 : -1}
                aria-pressed={column === chosenColumn}
                aria-label={`${row.name}, ${region}: ${part ? describePart(part) : 'not part of this scan'}`}
              >
                <span
                  className={part ? `scan-cell is-${part.state}${part.assets > 0 ? ' has-assets' : ''}` : 'scan-cell'}
                />
              </button>
            </td>
          );
        })}
        <td className="scan-sum">{row.assets.toLocaleString('en')}</td>
        <td className="scan-sum">{row.calls.toLocaleString('en')}</td>
      </tr>
    );
  },
  (before, after) =>
    before.index === after.index &&
    before.activeColumn === after.activeColumn &&
    before.chosenColumn === after.chosenColumn &&
    before.row.name === after.row.name &&
    before.regions.join() === after.regions.join() &&
    before.row.parts.every((part, column) => part === after.row.parts[column]),
);
