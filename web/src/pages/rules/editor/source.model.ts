// The text of a rule's file, as far as a page looks into it. What it means, only the server says.

/** What the IDs of a team's own rules begin with. */
export const customPrefix = 'custom-';

const longestId = 80;

/** What the editor begins with. It is a rule already, so that it can be tried before anything is changed. */
export const template = `# A rule looks at one asset type and answers, for each asset: pass, fail or unknown.
# Change what is here, press “Try it”, and see at once what it says of your assets.

# The ID begins with “custom-”: the service, the asset, and what is wanted.
id: custom-s3-bucket-has-owner
# What is so when the rule passes, in the plural.
title: S3 buckets have an owner
# The asset type that it judges.
type: AWS::S3::Bucket
# critical, high, medium, low or informational
severity: low

# Where this is false the rule says nothing. Leave it out to judge every asset of the type.
# applies: asset.meta.region != 'us-west-1'

# True: the asset passes. False: it fails. The language is CEL; the help beside this page
# lists what can be named and called. Ask before you read: has(asset.Encryption) && …
condition: |
  parameters.tag in asset.meta.tags

# What can be set on the rule’s page without changing the rule.
parameters:
  tag:
    description: The tag that names the owner.
    default: owner

# Other assets of the account that the condition looks at: trails.exists(t, t.IsMultiRegionTrail)
# with:
#   trails: AWS::CloudTrail::Trail

why: |
  A bucket that nobody owns is a bucket that nobody mends.
mend:
  console: |
    S3 → Buckets → the bucket → Properties → Tags → Edit → add the tag.
  # cli: |
  #   aws s3api put-bucket-tagging --bucket BUCKET --tagging 'TagSet=[{Key=owner,Value=me}]'

# Documents with what the rule is to say of them. They are checked whenever the rule is saved.
# examples:
#   pass:
#     - document: {}
#       meta: { tags: { owner: me } }
#   fail:
#     - document: {}
`;

/** The ID that a rule's file gives itself. */
export function idIn(source: string): string | undefined {
  return /^id:[ \t]*["']?([a-z0-9-]+)["']?[ \t]*(?:#.*)?$/m.exec(source)?.[1];
}

/** A rule's file as the beginning of a rule of the team's own: under an ID that the library does not have. */
export function asOwnRule(source: string): string {
  const id = idIn(source);
  if (id === undefined) return source;
  const given = id.startsWith(customPrefix) ? `${id}-copy` : `${customPrefix}${id}`;
  const own = given.slice(0, longestId).replace(/-$/, '');
  return source.replace(/^id:.*$/m, () => `id: ${own}`);
}

/** A name for the file that a rule is saved as. */
export function fileNameOf(source: string): string {
  return `${idIn(source) ?? 'rule'}.yaml`;
}
