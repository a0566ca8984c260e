"""A search for ways around the access table: random conversations, watched by an oracle.

People ask, click, forge and share in the sandbox's workspace while links, roles, channels and MOR
change. The calls of each MOR user carry marks of their own, and whatever is shown to anybody is
searched for marks that this person may not see at that moment. The database is compared before and
after each step. `python -m tests.access --conversations 5000 --seed 7` searches for longer.
"""
