"""morbot answers questions about local calls of a Kolmisoft MOR switch inside Slack.

Where things live, and which way imports may point, is drawn in `tests/meta/test_imports.py`.
"""
