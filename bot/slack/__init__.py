"""Slack as the way in: requests come by `transport`, find their listener, and leave by `replies`."""
