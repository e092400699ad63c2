"""Tests of certificates.publishing."""
