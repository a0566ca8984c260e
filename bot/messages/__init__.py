"""Every sentence the bot says, as functions of plain values; one file a subject.

Texts are plain: nothing in them is mrkdwn, and whoever puts one into a mrkdwn field escapes it.
"""
