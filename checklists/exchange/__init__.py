"""A whole design with its checklist from one text file of ours (schema qa-demo-design/1). Pure.

bundle.py            design_from_yaml: text in; design, revision, checklist and what was left out
characteristics.py   the properties, with the procedures of their tests
revision.py          the rest of a revision
items.py             the questions
keys.py              notices every key that nobody reads
"""
