"""The first start of a real installation, on the command line or on the first page.

actions.py   organisations, first administrator, host, GTIN prefix, keys, first trust list
code.py      the setup code that only the operator's console shows
routes.py    the first-start page's endpoint;  commands.py  `qa-service init`
"""
