"""Tests of certificates/recalls."""
