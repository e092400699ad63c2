"""The audit chain: one entry for each change, in the same transaction, linked by hashes.

model.py    entries, announcements and the hash that links them (pure)
records.py  the table and its queries; triggers in both databases refuse UPDATE and DELETE
actions.py  record (the one announcement, also to listeners on the left) and verify
commands.py `qa-service audit verify`
"""
