"""The Merkle tree of RFC 9162, 2.1: hashes, root, inclusion and consistency proofs; checkpoints.

merkle.py  the tree;  checkpoint.py  the signed note (C2SP tlog-checkpoint, signed-note)
"""
