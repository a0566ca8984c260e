"""The migrations, one file each. A released one is never edited."""
