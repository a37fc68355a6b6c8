export {
  CANONICAL_BYTES_MAX,
  CANONICAL_DEPTH_MAX,
  canonicalBytes,
  canonicalJson,
  canonicalText,
  isCanonical,
  parseCanonical,
} from './canonical-json.js';
export { syncFolder, syncTree, UNFINISHED, writeDurably } from './durable-file.js';
export { shown } from './encoding.js';
export { FormatError, type FormatFault } from './format-error.js';
export {
  NO_PREVIOUS,
  leafData,
  leafOf,
  linkTo,
  actorText,
  parseLeafData,
  sealOf,
  type Leaf,
  type LoggedEvent,
  type Seal,
} from './leaf.js';
export { metadataHead, metadataText, parseMetadata, type Metadata } from './metadata.js';
export {
  formatAddCheckpoint,
  formatSize,
  parseAddCheckpoint,
  parseSize,
  type AddCheckpoint,
} from './notes/add-checkpoint.js';
export {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type CheckpointKeys,
  type Cosignature,
  type OpenedCheckpoint,
} from './notes/checkpoint.js';
export { cosign, cosignedAt, WITNESS_SKEW_MS, withCosignatures } from './notes/cosignature.js';
export { keyLines } from './notes/key-lines.js';
export {
  formatSignerKey,
  formatVerifierKey,
  generateSignerKey,
  isKeyName,
  isSignerKey,
  parseSignerKey,
  parseVerifierKey,
  type KeyType,
  type SignerKey,
  type VerifierKey,
} from './notes/note-key.js';
export {
  checkProofFile,
  formatProofFile,
  isProofFile,
  parseProofFile,
  type ProofFile,
  type ReceiptPolicy,
} from './notes/proof-file.js';
export { checkReceipt, type CheckedReceipt, type ReceiptTrust } from './notes/receipt.js';
export {
  formatNote,
  formatSignatureLine,
  openNote,
  parseNote,
  parseSignatureLines,
  signNote,
  type NoteSignature,
  type OpenedNote,
  type SignedNote,
  type VerifiedSignature,
} from './notes/signed-note.js';
export {
  firstOriginBy,
  keyIntroducedBy,
  LOG_RESTORED,
  logIdOf,
  originAt,
  originBefore,
  sealStreamOf,
} from './origin.js';
export { isNothingThere, NotAPlainFile, openPlainFile, readPlainFile } from './plain-file.js';
export { subtreesOf, type LeafHashReader } from './tree/cached-subtrees.js';
export { consistencyProof, verifyConsistency, type TreeHead } from './tree/consistency.js';
export { Frontier } from './tree/frontier.js';
export { EMPTY_ROOT, leafHash, nodeHash, sha256, sha256Hex } from './tree/hash.js';
export { inclusionProof, verifyInclusion, type InclusionClaim } from './tree/inclusion.js';
export { rootAt, type SubtreeReader } from './tree/subtrees.js';
