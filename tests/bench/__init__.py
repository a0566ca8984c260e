"""How fast the bot is: `python -m tests.bench`. Measured side by side, not asserted by tests."""
