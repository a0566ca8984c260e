"""Digests: the clock asks. What is due is claimed, read as its owner and posted, each slot once."""
