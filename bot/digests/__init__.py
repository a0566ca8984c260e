"""Digests: questions asked on a schedule. Each slot is claimed, read as its owner, posted once."""
