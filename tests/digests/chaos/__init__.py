"""Digests while everything fails: real processes, killed and stopped, between a Slack, a MOR and a
database that have bad days.

`python -m tests.digests.chaos` prints what came of it.
"""
