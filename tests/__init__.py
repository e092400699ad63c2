"""Tests mirror the tree: qa_service/audit/actions.py has tests/qa_service/audit/test_actions.py."""

import os
import sys

# where Python is told to keep no compiled modules, each process that a test starts compiles all anew, which is
# half of its ten seconds; workers and commands inherit this
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
