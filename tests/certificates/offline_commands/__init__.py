"""Tests of certificates/offline_commands."""
