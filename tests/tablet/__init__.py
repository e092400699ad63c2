"""Tests of the web app's pure parts: compiled TypeScript under node, words, build hook, size of the bundle.

*.test.ts        rules of the app, run by `node --test`
node.d.ts        the few parts of Node that they use
test_tablet.py   compiles and runs them; words and size
test_build_hook.py  how the app is built with the package
"""
