"""What this installation publishes: signed files with rising versions.

records.py  every version as it was published, recalls;  roots.py  the chain of roots
actions.py  sign, keep, read back
kit.py      all of it in one file for phones;  commands.py  `qa-service kit`
"""
