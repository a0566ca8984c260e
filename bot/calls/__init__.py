"""The domain: calls, periods, questions and reports. No I/O, no clock, no environment."""
