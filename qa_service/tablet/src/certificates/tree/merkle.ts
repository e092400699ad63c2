/** Merkle tree of RFC 9162, 2.1: root, and the checks of inclusion and consistency. Twin of certificates/tree/merkle.py. */
import { isSame, joined, type Bytes } from "../bytes.ts";
import { sha256Of } from "../cose/ed25519.ts";

/** SHA-256(0x00 || data). */
export function leafHash(data: Bytes): Bytes {
  return sha256Of(joined(Uint8Array.of(0), data));
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Bytes, right: Bytes): Bytes {
  return sha256Of(joined(Uint8Array.of(1), left, right));
}

/** Root over leaf hashes; the hash of nothing for an empty tree. */
export function rootOf(leaves: readonly Bytes[]): Bytes {
  const [only] = leaves;
  if (only === undefined) return sha256Of(new Uint8Array());
  if (leaves.length === 1) return only;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** Check an inclusion proof (RFC 9162, 2.1.3.2). */
export function isIncluded(claim: { leaf: Bytes; index: number; size: number; proof: readonly Bytes[]; root: Bytes }): boolean {
  const { leaf, index, size, proof, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let at = index, last = size - 1, current = leaf;
  for (const step of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      current = nodeHash(step, current);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      current = nodeHash(current, step);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(current, root);
}

/** Check a consistency proof (RFC 9162, 2.1.4.2). */
export function isConsistent(claim: { old_size: number; new_size: number; old_root: Bytes; new_root: Bytes; proof: readonly Bytes[] }): boolean {
  const { old_size, new_size, old_root, new_root, proof } = claim;
  if (!isCount(old_size) || !isCount(new_size)) return false;
  if (old_size === new_size) return proof.length === 0 && isSame(old_root, new_root);
  if (old_size === 0 || old_size > new_size) return false;
  const path = Number.isInteger(Math.log2(old_size)) ? [old_root, ...proof] : [...proof];
  const [first, ...steps] = path;
  if (first === undefined) return false;
  let at = old_size - 1, last = new_size - 1, old = first, fresh = first;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  for (const step of steps) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, fresh] = [nodeHash(step, old), nodeHash(step, fresh)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      fresh = nodeHash(fresh, step);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(old, old_root) && isSame(fresh, new_root);
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
