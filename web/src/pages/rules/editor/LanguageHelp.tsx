import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import HelpPanel from '@cloudscape-design/components/help-panel';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { troubleOf } from '../../../api/problem.ts';
import { ruleLanguageQuery } from '../../../api/rules.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { InCode } from './InCode.tsx';

/** What a rule can name and call, beside the page where one is written. */
export function LanguageHelp() {
  const language = useQuery(ruleLanguageQuery);
  return (
    <HelpPanel header={<h2>Writing a rule</h2>} loading={language.isPending} loadingText="Reading the language">
      {language.isError && (
        <ProblemAlert
          title="The language could not be read"
          problem={troubleOf(language.error)}
          onRetry={() => void language.refetch()}
        />
      )}
      {language.data && (
        <>
          <p>
            A rule is a YAML file. Its <code>condition</code> is an expression in{' '}
            <a href="https://cel.dev" target="_blank" rel="noreferrer">
              CEL
            </a>
            : true, the asset passes; false, it fails. What could not be read makes it unknown, never pass.
          </p>
          <h3>Names</h3>
          <dl>
            {language.data.variables.map(({ name, description }) => (
              <Entry key={name} term={name} description={description} />
            ))}
          </dl>
          <h3>Functions</h3>
          <dl>
            {language.data.functions.map(({ signature, description }) => (
              <Entry key={signature} term={signature} description={description} />
            ))}
          </dl>
          <h3>Parts of an asset</h3>
          <p>What is read by a call of its own, so that it may be unknown by itself.</p>
          <Parts types={language.data.assetTypes} />
        </>
      )}
    </HelpPanel>
  );
}

function Entry({ term, description }: { term: string; description: string }) {
  return (
    <>
      <dt>
        <code>{term}</code>
      </dt>
      <dd>
        <InCode text={description} />
      </dd>
    </>
  );
}

interface PartsProps {
  types: readonly { type: string; parts: readonly { name: string; permission: string }[] }[];
}

function Parts({ types }: PartsProps) {
  const [chosen, setChosen] = useState('AWS::S3::Bucket');
  const parts = types.find(({ type }) => type === chosen)?.parts ?? [];
  return (
    <>
      <FormField label="Asset type">
        <Select
          selectedOption={{ value: chosen, label: chosen }}
          options={types.map(({ type }) => ({ value: type, label: type }))}
          onChange={({ detail }) => setChosen(detail.selectedOption.value ?? '')}
          filteringType="auto"
          virtualScroll
          expandToViewport
        />
      </FormField>
      {parts.length === 0 ? (
        <Box variant="p">None: all of its document comes with its listing.</Box>
      ) : (
        <dl>
          {parts.map(({ name, permission }) => (
            <Entry key={name} term={`asset.${name}`} description={`\`${permission}\``} />
          ))}
        </dl>
      )}
    </>
  );
}
