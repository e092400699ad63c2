"""Tests of certificates/trust."""
