"""The Merkle tree of RFC 9162, 2.1: hashes, root, inclusion and consistency proofs; checkpoints.

merkle.py      the tree
checkpoint.py  signed notes and cosignatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature)
proof.py       one text that proves a leaf offline (C2SP tlog-proof)
request.py     what a log asks of a witness (C2SP tlog-witness)
"""
