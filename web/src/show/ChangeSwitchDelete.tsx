import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface ChangeSwitchDeleteProps {
  /** What is changed, for those who hear the buttons. */
  name: string;
  isEnabled: boolean;
  mayChange?: boolean;
  isSwitching: boolean;
  onChange: () => void;
  onSwitch: () => void;
  onDelete: () => void;
}

/** The buttons of a row of something that can be changed, switched on and off, and deleted. */
export function ChangeSwitchDelete(props: ChangeSwitchDeleteProps) {
  const { name, isEnabled, mayChange = true, isSwitching, onChange, onSwitch, onDelete } = props;
  const word = isEnabled ? 'Switch off' : 'Switch on';
  return (
    <SpaceBetween direction="horizontal" size="s">
      <Button variant="inline-link" ariaLabel={`Change ${name}`} disabled={!mayChange} onClick={onChange}>
        Change
      </Button>
      <Button variant="inline-link" ariaLabel={`${word}: ${name}`} disabled={isSwitching} onClick={onSwitch}>
        {word}
      </Button>
      <Button variant="inline-link" ariaLabel={`Delete ${name}`} onClick={onDelete}>
        Delete
      </Button>
    </SpaceBetween>
  );
}
