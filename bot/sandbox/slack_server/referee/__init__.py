"""The referee: Slack's rules for messages and views, in code and numbers of its own; pure."""
