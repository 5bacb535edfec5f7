import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { AwsText } from './AwsText.tsx';

/** A short value, such as an ARN, with a copy button beside it; a dash when there is none. */
export function CopyableText({ label, text }: { label: string; text: string }) {
  if (text === '') return '—';
  return (
    <CopyToClipboard
      variant="inline"
      copyButtonAriaLabel={`Copy ${label}`}
      copySuccessText="Copied"
      copyErrorText="The browser refused. Select the text and copy it."
      textToCopy={text}
      textToDisplay={<AwsText>{text}</AwsText>}
      popoverRenderWithPortal
    />
  );
}
