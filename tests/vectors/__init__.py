"""Vectors shared by Python and TypeScript, each with the script that builds it."""
