"""Tests of certificates/documents."""
