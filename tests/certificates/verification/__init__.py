"""Tests of certificates/verification."""
