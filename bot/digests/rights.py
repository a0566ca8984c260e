"""Who may see the query and results of a digest: people who may ask MOR the same now."""

from bot.ask.answers import Answers
from bot.calls.asker import Asker, is_oneself, may_ask_about_others
from bot.calls.model import Account, Role, Who, WhoKind
from bot.digests.model import Digest, Plan
from bot.errors import AskError


class DigestRights:
    """Checks rights that need neither Slack nor MOR."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def may_read(self, digest: Digest, asker: Asker) -> bool:
        """Return whether the asker may know the query of a digest, and how many calls there were.

        Its owner may while they are the MOR user that it asks as. A bot admin may read of other
        people's digests what they may ask as a MOR user.
        """
        account, own = asker.account, digest.owner == asker.identity
        if account is None or (own and not digest.mor_user.is_still(account)):
            return False
        try:
            who = self._answers.read(digest.plan.query, digest.plan.at_next_run(asker)).who
        except AskError:
            return False
        if account.role is Role.ADMIN:
            return True
        own_users = own and may_ask_about_others(account)
        return own_users or _means_themselves(who, digest, asker, account)

    def depends_on_mor(self, digest: Digest, asker: Asker) -> bool:
        """Return whether only MOR knows if the asker may read it: a reseller's own digest is about
        one of their users, who may have been given to another owner since.
        """
        account, own = asker.account, digest.owner == asker.identity
        if account is None or not own or account.role is not Role.RESELLER:
            return False
        if not may_ask_about_others(account):
            return False
        who = self._answers.read(digest.plan.query, digest.plan.at_next_run(asker)).who
        return not _means_themselves(who, digest, asker, account)

    def may_word(self, plan: Plan, asker: Asker) -> bool:
        """Return whether the asker may ask the plan's query, or cannot only for how it is worded.

        Then it may be in a form for them.
        """
        try:
            self._answers.read(plan.query, plan.at_next_run(asker))
        except AskError as error:
            return error.place is not None
        return True


def _means_themselves(who: Who, digest: Digest, asker: Asker, account: Account) -> bool:
    """Return whether the digest is about the MOR user that the asker is."""
    if who.kind is WhoKind.ME:
        return digest.mor_user.is_still(account)
    return is_oneself(who, asker, account)
