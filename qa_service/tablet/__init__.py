"""The web app for tablets and phones; only built files are served.

build_hook.py   builds dist/ while the package is built
package.json    exactly two development packages, exact pins
locales.mjs     words from the .po files of all packages as JSON
src/shell       the house: pieces of the screen, router, api client, drafts, camera, scanner
src/checklists  designs and checklists
src/inspections batches and visits
src/certificates release, labels, scan, receipts; label/ checks signatures
src/main.ts     registers the screens; src/verify.ts upgrades the public page
"""
