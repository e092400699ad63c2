"""Tests of certificates.receiving."""
