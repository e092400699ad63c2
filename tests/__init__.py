"""Tests mirror the tree: qa_service/audit/actions.py has tests/qa_service/audit/test_actions.py."""
