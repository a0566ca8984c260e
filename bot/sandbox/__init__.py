"""A MOR-compatible server and a Slack workspace, for trying morbot out and for its tests.

Both check hashes, signatures and limits with code of their own. They import nothing from the rest
of the bot, so the same mistake cannot be made on both sides. They listen on loopback only.
"""
