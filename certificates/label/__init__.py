"""Label format L1: a GS1 Digital Link with a signed block of 83 bytes as digits in the fragment.

model.py    the label as a value, and what may be wrong with a text
grammar.py  text <-> value, one accepted form each way;  block.py  83 bytes <-> fields
payload.py  the signed claims (a compressed CWT, rebuilt);  signing.py  build and sign
"""
