import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

interface CopyableCodeProps {
  /** What the code is, for the copy button and for screen readers: "setup policy". */
  label: string;
  code: string;
  /** Lets long code scroll instead of growing the page. */
  isTall?: boolean;
  /** Shows a "Copy" button with a word instead of the icon alone. */
  hasCopyText?: boolean;
}

/** Code or commands with a copy button. The text is only ever text. */
export function CopyableCode({ label, code, isTall = false, hasCopyText = false }: CopyableCodeProps) {
  return (
    <div className={hasCopyText ? 'copyable-code' : 'copyable-code has-icon'}>
      <CopyToClipboard
        variant={hasCopyText ? 'button' : 'icon'}
        copyButtonText="Copy"
        copyButtonAriaLabel={`Copy ${label}`}
        copySuccessText="Copied"
        copyErrorText="The browser refused. Select the text and copy it."
        textToCopy={code}
        popoverRenderWithPortal
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, a section would be one more landmark */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keyboard */}
      <div role="group" tabIndex={0} aria-label={label} className={isTall ? 'code is-tall' : 'code'}>
        <pre>
          <code>{code}</code>
        </pre>
      </div>
    </div>
  );
}
