/** A part of an asset's document that could not be read. */
export interface UnknownPart {
  operation: string;
  code: string;
  message: string;
  permission: string | null;
}
export interface Gap extends UnknownPart {
  service: string;
  region: string;
  assets: number;
}
/** All calls of one operation with one outcome. */
export interface LedgerLine {
  service: string;
  region: string;
  operation: string;
  outcome: string;
  calls: number;
  milliseconds: number;
}
