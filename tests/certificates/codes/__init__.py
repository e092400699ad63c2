"""Tests of certificates/codes."""
