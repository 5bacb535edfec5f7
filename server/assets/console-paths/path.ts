export interface LinkedAsset {
  type: string;
  arn: string;
  name: string;
  region: string;
  document: Record<string, unknown>;
}

interface ConsolePlace {
  region: string;
  encode: (text: string) => string;
}

/**
 * Where the AWS console shows an asset: a path with its query and fragment. AWS documents none of these; they are what
 * its console uses.
 * @param id the last word of the ARN, encoded
 */
export type ConsolePath = (id: string, place: ConsolePlace, asset: LinkedAsset) => string;

export type ConsolePaths = Readonly<Record<string, ConsolePath>>;
