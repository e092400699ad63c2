"""COSE (RFC 9052) and deterministic CBOR (RFC 8949, 4.2), as little as we need.

cbor.py    encode and strictly decode;  sign1.py  COSE_Sign1 over bytes
strict.py  the one reading of Ed25519 signatures
claims.py  the claims of a batch certificate;  statement.py  what is signed of them;  slip.py  as a code
"""
