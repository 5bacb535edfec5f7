import HelpPanel from '@cloudscape-design/components/help-panel';

/** How the access level is raised and lowered, for the panel beside the page. */
export function ManageHelp() {
  return (
    <HelpPanel header={<h2>What CloudCoreo may change</h2>}>
      <p>
        CloudCoreo connects with the access level <strong>audit</strong>: its role may read and nothing else. Tick
        actions to raise it to <strong>manage</strong>. The role then gets one more policy, with only what the ticked
        actions need.
      </p>
      <h3>Raise it</h3>
      <ol>
        <li>Tick the actions and save.</li>
        <li>Have an administrator of the AWS account run what the page shows.</li>
        <li>Wait until the page says “In force”.</li>
      </ol>
      <p>The setup key is not needed. It could not do this anyway.</p>
      <h3>Lower it again</h3>
      <ol>
        <li>Untick actions and save. From then on CloudCoreo carries none of them out.</li>
        <li>Run the script that the page then shows. It takes the permissions from the role, too.</li>
      </ol>
      <h3>Keep things from being changed</h3>
      <p>
        Protect a whole account with the switch on this page. Protect one asset by giving it the tag{' '}
        <code>cloudcoreo:protected</code> in AWS, with any value.
      </p>
    </HelpPanel>
  );
}
