"""Keys: who holds them, what they may sign, and where the private halves lie.

model.py    roles and states of keys (pure)
records.py  public halves, scopes and states
files.py    private halves: encrypted PKCS#8 files, readable by the owner alone
actions.py  make, find the current one, retire
"""
