"""What the bot listens to, one file a kind: each has `register(app, desk)`."""
