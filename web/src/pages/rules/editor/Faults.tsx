import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Trouble } from '../../../api/problem.ts';
import { plural } from '../../../show/plural.ts';

interface FaultsProps {
  faults: NonNullable<Trouble['fields']>;
  goTo: (line: number) => void;
}

/** What is wrong with the rule's file, each with the way to its line. */
export function Faults({ faults, goTo }: FaultsProps) {
  return (
    <Alert type="error" header={`${plural(faults.length, 'thing')} to correct`}>
      <SpaceBetween size="xs">
        {faults.map(({ field, line, message }) => {
          // An expression's fault goes on with a picture of where in it.
          const [first, ...picture] = message.trimEnd().split('\n');
          return (
            <div key={`${field} ${line} ${message}`}>
              {line !== undefined && (
                <Link variant="primary" onFollow={() => goTo(line)}>
                  Line {line}
                </Link>
              )}{' '}
              {field !== '' && <code>{field}</code>} {first}
              {picture.length > 0 && <pre className="fault-picture">{picture.join('\n').replace(/^\n+/, '')}</pre>}
            </div>
          );
        })}
      </SpaceBetween>
    </Alert>
  );
}
