import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ChannelView } from '../../../../../server/notifications/api.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { type ChannelDraft, newSigningKey, publishPolicy } from './channel.model.ts';
import { EmailFields } from './EmailFields.tsx';

export interface ChannelFieldsProps {
  draft: ChannelDraft;
  /** The channel that is changed; its secrets stay where their fields are left empty. */
  channel: ChannelView | undefined;
  change: (part: Partial<ChannelDraft>) => void;
  errors: Record<string, string>;
}

/** The fields of a channel of one kind. */
export function ChannelFields(props: ChannelFieldsProps) {
  const { draft } = props;
  if (draft.kind === 'email') return <EmailFields {...props} />;
  if (draft.kind === 'sns') return <TopicField {...props} />;
  return (
    <SpaceBetween size="m">
      <UrlField {...props} />
      {draft.kind === 'webhook' && <SigningKeyField {...props} />}
    </SpaceBetween>
  );
}

const urlHelp: Record<'webhook' | 'slack' | 'teams', string> = {
  webhook: 'What takes the messages: an https address on the public internet.',
  slack: 'In Slack: your app, Incoming Webhooks, Add New Webhook to Workspace. Copy its URL.',
  teams:
    'In Teams: the channel’s menu, Workflows, “Post to a channel when a webhook request is received”. Copy its URL.',
};

function UrlField({ draft, channel, change, errors }: ChannelFieldsProps) {
  const { kind } = draft;
  if (kind === 'email' || kind === 'sns') return null;
  const { settings } = channel ?? {};
  return (
    <FormField label="URL" description={urlHelp[kind]} errorText={errors.url}>
      <Input
        value={draft.url}
        onChange={({ detail }) => change({ url: detail.value })}
        placeholder={settings && 'host' in settings ? `Unchanged: an address at ${settings.host}` : 'https://'}
        inputMode="url"
        autoComplete={false}
        spellcheck={false}
      />
    </FormField>
  );
}

function SigningKeyField({ draft, channel, change, errors }: ChannelFieldsProps) {
  return (
    <FormField
      label="Signing key"
      description="Each message carries an HMAC-SHA256 made with it. Copy it for the receiver now: it is not shown again."
      errorText={errors.signingKey}
      secondaryControl={
        <SpaceBetween direction="horizontal" size="xs">
          <Button formAction="none" onClick={() => change({ signingKey: newSigningKey() })}>
            Generate
          </Button>
          {draft.signingKey !== '' && (
            <CopyToClipboard
              variant="icon"
              copyButtonAriaLabel="Copy the signing key"
              copySuccessText="Copied"
              copyErrorText="The browser refused. Select the key and copy it."
              textToCopy={draft.signingKey}
              popoverRenderWithPortal
            />
          )}
        </SpaceBetween>
      }
    >
      <Input
        value={draft.signingKey}
        onChange={({ detail }) => change({ signingKey: detail.value })}
        placeholder={channel === undefined ? 'At least 32 characters' : 'Unchanged'}
        autoComplete={false}
        spellcheck={false}
      />
    </FormField>
  );
}

function TopicField({ draft, change, errors }: ChannelFieldsProps) {
  return (
    <SpaceBetween size="m">
      <FormField label="Topic ARN" errorText={errors.topicArn}>
        <Input
          value={draft.topicArn}
          onChange={({ detail }) => change({ topicArn: detail.value })}
          placeholder="arn:aws:sns:eu-west-1:111122223333:findings"
          autoComplete={false}
          spellcheck={false}
        />
      </FormField>
      <FormField
        label="What it needs"
        description="The identity that CloudCoreo runs as must be allowed to publish to the topic. Add this statement to its policy:"
        stretch
      >
        <CopyableCode label="policy statement" code={publishPolicy(draft.topicArn)} />
      </FormField>
    </SpaceBetween>
  );
}
