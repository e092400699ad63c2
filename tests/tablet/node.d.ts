/** The few parts of Node that the tests use; its own types would be a third development package. */
declare module "node:test" {
  export function test(name: string, body: () => void | Promise<void>): void;
}
declare module "node:assert/strict" {
  interface Assert {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): void;
    throws(body: () => void): void;
  }
  const assert: Assert;
  export default assert;
}
declare module "node:fs" {
  export function readFileSync(path: string, encoding: "utf8"): string;
  export function existsSync(path: string): boolean;
  export function writeFileSync(path: string, text: string): void;
}
declare module "node:url" {
  export function fileURLToPath(url: URL): string;
}
declare module "node:process" {
  export const argv: readonly string[];
}
