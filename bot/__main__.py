"""`python -m bot` is the same as `morbot`."""

from bot.cli import main

main()
