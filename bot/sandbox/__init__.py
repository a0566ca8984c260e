"""A MOR-compatible server and a Slack workspace of our own, for trying and for testing.

Both are referees: they check hashes, signatures and limits with their own code and import nothing
of the rest of the bot, so that a fault in it cannot cancel out. They listen on loopback only.
"""
