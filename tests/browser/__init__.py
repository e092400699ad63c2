"""The real app in Chromium against a real server on loopback; skips with a reason where there is no Chromium.

conftest.py   server with the demo, browser, pages that notice every console message
audit.js      text size, target size, contrast, clipped text of one page
steps.py      signing in and finding things, in the words of the screen
test_*.py     what each role does
"""
