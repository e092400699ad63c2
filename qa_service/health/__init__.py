"""Is it well? Health endpoints and the operator's commands.

checks.py    what doctor and /readyz look at;  routes.py  /healthz, /readyz
commands.py  serve, migrate, config, doctor
"""
