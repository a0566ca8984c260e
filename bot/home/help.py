"""`/localcalls help`, and the same in the Home tab: what this person may type."""

from bot.ask.dialogue import Dialogue, Draw, always
from bot.calls.asker import Asker
from bot.calls.query import Subcommand
from bot.home.help_blocks import bot_admin_help, help_message
from bot.links.linking import Linking
from bot.slack.kit.message import Block, Message


class Help:
    """Knows who is a bot admin, and tells those of their commands. `longest_periods` is in days,
    by role.
    """

    def __init__(self, linking: Linking, command: str, longest_periods: dict[str, int]) -> None:
        self._linking = linking
        self._command = command
        self._longest_periods = longest_periods

    def join(self, dialogue: Dialogue) -> None:
        """Take up the subcommand."""
        dialogue.add(Subcommand.HELP, self.read)

    async def read(self, _text: str, asker: Asker) -> Draw:
        """The help for this person."""
        return always(await self.message(asker))

    async def message(self, asker: Asker) -> Message:
        """The same as a message."""
        account = asker.account
        return help_message(
            self._command,
            account,
            self._longest_periods[account.role] if account else None,
            asker.identity.user,
            bot_admin=await self._is_bot_admin(asker),
        )

    async def for_bot_admin(self, asker: Asker) -> list[Block]:
        """The part about a bot admin's own commands; nothing for anybody else."""
        return bot_admin_help(self._command) if await self._is_bot_admin(asker) else []

    async def _is_bot_admin(self, asker: Asker) -> bool:
        return asker.identity in await self._linking.bot_admins()
