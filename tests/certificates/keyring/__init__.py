"""Tests of certificates.keyring."""
