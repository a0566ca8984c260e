"""Slack as the way in: requests come by `transport`, reach the `desk`, leave by `replies`."""
