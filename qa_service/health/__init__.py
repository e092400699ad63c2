"""Is it well? Health endpoints and the operator's commands.

model.py     what a check found (pure)
checks.py    what doctor and /readyz look at;  routes.py  /healthz, /readyz
commands.py  serve, migrate, config, doctor
"""
