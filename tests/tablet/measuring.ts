/** Times of checking labels one after another, the same under Node and in a browser. */
import { isSignedBy, isSignedInPlainCode, type IsSigned } from "../../qa_service/tablet/src/certificates/cose/ed25519.ts";
import { verify } from "../../qa_service/tablet/src/certificates/verification/verify.ts";
import { knowledgeOf, type Given } from "./knowing.ts";

export interface Asked {
  readonly knowledge: Given;
  readonly at: string;
  readonly texts: readonly string[];
}

/** Milliseconds of each label by each way; the first of each holds what is done once. */
export async function measured(asked: Asked): Promise<Record<string, number[]>> {
  const ways: Record<string, IsSigned> = { webcrypto: isSignedBy, plain_code: isSignedInPlainCode };
  const found: Record<string, number[]> = {};
  for (const [name, isSigned] of Object.entries(ways)) found[name] = await times(asked, isSigned);
  return found;
}

async function times(asked: Asked, isSigned: IsSigned): Promise<number[]> {
  const knowledge = await knowledgeOf(asked.knowledge), at = new Date(asked.at);
  const found: number[] = [];
  for (const text of asked.texts) {
    const start = performance.now();
    await verify(text, knowledge, at, isSigned);
    found.push(performance.now() - start);
  }
  return found;
}
