/**
 * Six words for the fingerprint of a root, to be compared with those on paper. 72 bits: two syllables of 6 bits a word.
 * The syllables are said alike in many languages. Twin of certificates/trust/words.py.
 */
import { fromHex } from "../bytes.ts";

const CONSONANTS = "bdfghjklmnrstvwz", VOWELS = "aiou";
const WORDS = 6;

/** The words, such as "bako timu ...", of a fingerprint in hexadecimal. */
export function sixWords(fingerprint: string): readonly string[] {
  const bits = [...fromHex(fingerprint).slice(0, (WORDS * 12) / 8)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: WORDS }, (_, at) => syllable(bits, 12 * at) + syllable(bits, 12 * at + 6));
}

function syllable(bits: string, at: number): string {
  const value = parseInt(bits.slice(at, at + 6), 2);
  return (CONSONANTS[value >> 2] ?? "") + (VOWELS[value & 3] ?? "");
}
