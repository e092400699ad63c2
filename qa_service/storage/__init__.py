"""Bytes in, digest out: content-addressed and never changed.

model.py  the protocol and the digest;  local.py  files in a folder, safe against a power cut
"""
