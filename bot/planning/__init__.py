"""Digests before they run: what people plan and change, and what a plan reads."""
