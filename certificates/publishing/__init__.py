"""What this installation publishes: signed files with rising versions.

records.py  every version as it was published, recalls;  actions.py  sign, keep, read back
kit.py      all of it in one file for phones;  commands.py  `qa-service kit`
"""
