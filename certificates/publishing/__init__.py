"""What this installation publishes: signed files with rising versions.

records.py  every version as it was published, recalls;  roots.py  the chain of roots
actions.py  sign, keep, read back
"""
