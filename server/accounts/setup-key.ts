import { failed, type Result, success } from '../failure.ts';

/** A temporary IAM user's access key. It lives in memory, in one request, until step 5. */
export interface SetupKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * Takes what a person pasted and says whether it can be an IAM user's access key. White space from copying is
 * dropped. Nothing of the input is repeated in a failure: the two fields may have been swapped.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function readSetupKey(pasted: SetupKey): Result<SetupKey> {
  const accessKeyId = pasted.accessKeyId.replace(/[\s\u200b\ufeff]/g, '');
  const secretAccessKey = pasted.secretAccessKey.replace(/[\s\u200b\ufeff]/g, '');

  if (isSecretShaped(accessKeyId) && isKeyIdShaped(secretAccessKey)) {
    return failed({
      code: 'setup_key_swapped',
      detail: 'The Access Key ID and the Secret Access Key are in each other’s fields.',
      mend: 'Swap the two values. Access Key IDs begin with AKIA.',
    });
  }
  if (/^ASIA[A-Z0-9]+$/.test(accessKeyId)) {
    return failed({
      code: 'setup_key_temporary',
      detail: 'This is a temporary key of a session (it begins with ASIA), which works only together with its token.',
      mend: 'Create an access key for a temporary IAM user, as the steps beside the form show. It begins with AKIA.',
    });
  }
  if (!isKeyIdShaped(accessKeyId)) {
    return failed({
      code: 'setup_key_id_malformed',
      detail:
        'This is not an Access Key ID of an IAM user: those are 20 characters, capital letters and digits, and begin with AKIA.',
      mend: 'Copy the Access Key ID again from the page on which AWS showed it, or create another key.',
    });
  }
  if (!isSecretShaped(secretAccessKey)) {
    return failed({
      code: 'setup_key_secret_malformed',
      detail: `This is not a Secret Access Key: those are 40 characters without blanks, and this one has ${secretAccessKey.length} or other signs in it.`,
      mend: 'Copy the whole Secret Access Key. AWS shows it only once; if it is lost, create another key.',
    });
  }
  return success({ accessKeyId, secretAccessKey });
}

function isKeyIdShaped(text: string): boolean {
  return /^AKIA[A-Z0-9]{16}$/.test(text);
}

function isSecretShaped(text: string): boolean {
  return /^[A-Za-z0-9/+=]{40}$/.test(text);
}
