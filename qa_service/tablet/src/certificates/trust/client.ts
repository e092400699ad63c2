/**
 * What a device trusts, and whether new files may follow: a state, files and a time in; a state out. Pure. Twin of
 * certificates/trust/client.py; tests/vectors/trust_updates.json holds both to the same answers.
 *
 * 1. roots are walked one by one: each is signed by the threshold of the one before and by its own
 * 2. the last root is not past its date; those between may be
 * 3. what the new root no longer vouches for is forgotten, with its version
 * 4. the freshness file names the newest versions, is not past its date and never names older ones
 * 5. trust list, status list and recall feed are those that it names; versions only rise
 * 6. one file that is refused refuses all of the round; what was trusted before stays, roots walked stay
 */
import { hex, isSame } from "../bytes.ts";
import { sha256Of } from "../cose/ed25519.ts";
import type { Envelope } from "./envelope.ts";
import { TrustFault, type Fields } from "./fields.ts";
import type { Freshness, Named, RecallFeed, Root, StatusList, TrustList } from "./model.ts";
import { isSignedEnough, readFreshness, readList, readRecalls, readRoot, readStatus, sealed } from "./reading.ts";

const CLOCK_TOLERANCE_ms = 5 * 60_000;
const MOST_ROOTS = 64;
const FILES = ["freshness", "trust_list", "status", "recalls"] as const;
type Name = (typeof FILES)[number];

interface Values {
  readonly freshness: Freshness;
  readonly trust_list: TrustList;
  readonly status: StatusList;
  readonly recalls: RecallFeed;
}

/** A file that was accepted: as it was given, to ask again under another root, and its value. */
export interface Held<T> {
  readonly given: unknown;
  readonly file: Envelope;
  readonly value: T;
}

/** What a device trusts now; absent files are null. */
export type Trusted = { readonly root: Held<Root> } & { readonly [N in Name]: Held<Values[N]> | null };

/** `refused` is a code, or empty when all files were taken. */
export interface Outcome {
  readonly trusted: Trusted;
  readonly refused: string;
}

/** Files as they are published or kept. */
export type Files = Readonly<Record<string, unknown>>;

/** Trust a root because a person compared its words. Throws TrustFault; its date is not asked yet. */
export async function begin(given: unknown): Promise<Trusted> {
  return bare(await heldRoot(given));
}

/** What was stored, read again. Throws TrustFault. */
export async function reopen(files: Files): Promise<Trusted> {
  let trusted = await begin(files["root"]);
  for (const name of FILES) {
    if (files[name] !== undefined && files[name] !== null) trusted = { ...trusted, [name]: await read(name, files[name], trusted.root.value) };
  }
  return trusted;
}

/** The files of a state, for keeping. */
export function filesOf(trusted: Trusted): Files {
  const held = FILES.flatMap((name) => (trusted[name] ? [[name, trusted[name]?.given] as const] : []));
  return { root: trusted.root.given, ...Object.fromEntries(held) };
}

/** Take a round of files: `roots` (oldest first), `freshness`, `trust_list`, `status`, `recalls`. */
export async function update(trusted: Trusted, files: Files, now: Date): Promise<Outcome> {
  if (Object.keys(files).some((each) => each !== "roots" && !FILES.some((name) => name === each))) return { trusted, refused: "trust.unknown_field" };
  const walked = await walk(trusted, files["roots"] ?? []);
  if (walked.refused !== "") return walked;
  if (now.getTime() > walked.trusted.root.value.expires_ms) return { trusted: walked.trusted, refused: "trust.root_expired" }; // 2
  try {
    return { trusted: await lists(walked.trusted, files, now.getTime()), refused: "" };
  } catch (thrown) {
    return { trusted: walked.trusted, refused: reasonOf(thrown) }; // 6
  }
}

/** Steps 1 and 3: from the trusted root to the newest, as far as each step holds. */
async function walk(trusted: Trusted, roots: unknown): Promise<Outcome> {
  if (!Array.isArray(roots)) return { trusted, refused: "trust.unreadable" };
  if (roots.length > MOST_ROOTS) return { trusted, refused: "trust.too_many_roots" };
  let now = trusted;
  for (const given of roots) {
    try {
      now = await step(now, await heldRoot(given));
    } catch (thrown) {
      return { trusted: now, refused: reasonOf(thrown) };
    }
  }
  return { trusted: now, refused: "" };
}

async function step(trusted: Trusted, found: Held<Root>): Promise<Trusted> {
  const known = trusted.root;
  if (found.value.version < known.value.version) return trusted; // a mirror serves the chain from its beginning
  if (found.value.version === known.value.version) {
    if (!isSame(found.file.payload, known.file.payload)) throw new TrustFault("trust.root_other_content");
    return trusted;
  }
  if (found.value.version !== known.value.version + 1) throw new TrustFault("trust.root_gap");
  if (!(await isSignedEnough(found.file, known.value))) throw new TrustFault("trust.root_not_by_old");
  return under(trusted, found);
}

/** The same files under a new root; those that it does not vouch for are forgotten. */
async function under(trusted: Trusted, root: Held<Root>): Promise<Trusted> {
  let moved = bare(root);
  for (const name of FILES) {
    const held = trusted[name];
    if (held === null) continue;
    try {
      moved = { ...moved, [name]: await read(name, held.given, root.value) };
    } catch (thrown) {
      reasonOf(thrown);
    }
  }
  return moved;
}

/** Steps 4 and 5. Throws TrustFault. */
async function lists(trusted: Trusted, files: Files, now_ms: number): Promise<Trusted> {
  let after = trusted;
  for (const name of FILES) {
    const given = files[name];
    if (given === undefined || given === null) continue;
    const found = await read(name, given, trusted.root.value);
    requireNotOlder(name, found, trusted[name]);
    if (now_ms < found.value.issued_ms - CLOCK_TOLERANCE_ms) throw new TrustFault("trust.from_the_future");
    after = { ...after, [name]: found };
  }
  requireDates(after, files, now_ms);
  requireLogGrows(trusted.freshness?.value ?? null, after.freshness?.value ?? null);
  requireNamed(after);
  return after;
}

type AnyHeld = Held<Values[Name]>;

function requireNotOlder(name: Name, found: AnyHeld, known: AnyHeld | null): void {
  if (known === null) return;
  if (found.value.version < known.value.version || epochOf(found.value) < epochOf(known.value)) throw new TrustFault(`trust.${wordOf(name)}_rollback`);
  if (found.value.version === known.value.version && !isSame(found.file.payload, known.file.payload)) throw new TrustFault(`trust.${wordOf(name)}_other_content`);
}

function epochOf(value: Values[Name]): number {
  return "epoch" in value ? value.epoch : 0;
}

/** A freshness file or a trust list past its date brings nothing new: somebody serves old files. */
function requireDates(after: Trusted, files: Files, now_ms: number): void {
  if (files["freshness"] && after.freshness && now_ms > after.freshness.value.expires_ms) throw new TrustFault("trust.freshness_expired");
  if (files["trust_list"] && after.trust_list && now_ms > after.trust_list.value.expires_ms) throw new TrustFault("trust.list_expired");
}

function requireLogGrows(known: Freshness | null, found: Freshness | null): void {
  if (known === null || found === null) return;
  if (found.log_size < known.log_size) throw new TrustFault("trust.log_rollback");
  if (found.log_size === known.log_size && found.log_root !== known.log_root) throw new TrustFault("trust.log_fork");
  for (const name of ["trust_list", "status", "recalls"] as const) {
    if (found[name].version < known[name].version) throw new TrustFault("trust.freshness_rollback");
  }
}

/** Each list is the one that the freshness file names: nothing older, nothing mixed. */
function requireNamed(after: Trusted): void {
  if (after.freshness === null) return;
  for (const name of ["trust_list", "status", "recalls"] as const) {
    const held = after[name], expected: Named = after.freshness.value[name];
    if (held === null) continue;
    if (held.value.version !== expected.version || hex(sha256Of(held.file.payload)) !== expected.sha256) throw new TrustFault(`trust.${wordOf(name)}_not_named`);
  }
}

function wordOf(name: Name): string {
  return name === "trust_list" ? "list" : name;
}

function bare(root: Held<Root>): Trusted {
  return { root, freshness: null, trust_list: null, status: null, recalls: null };
}

async function heldRoot(given: unknown): Promise<Held<Root>> {
  const file = sealed(given, "qa-root/1");
  return { given, file, value: await readRoot(file) };
}

async function read(name: Name, given: unknown, root: Root): Promise<AnyHeld> {
  const readers = { freshness: readFreshness, trust_list: readList, status: readStatus, recalls: readRecalls };
  const types = { freshness: "qa-freshness/1", trust_list: "qa-trust-list/1", status: "qa-status-list/1", recalls: "qa-recall-feed/1" };
  return { given, file: sealed(given as Fields, types[name]), value: await readers[name](given, root) };
}

/** The code of a fault; anything else is a bug and goes on. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof TrustFault) return thrown.reason;
  throw thrown;
}
