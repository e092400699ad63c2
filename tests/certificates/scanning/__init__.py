"""Tests of certificates/scanning."""
