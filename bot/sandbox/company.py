"""The small telephone company of the sandbox: its MOR users and its people in Slack."""

from dataclasses import dataclass
from typing import NamedTuple


class MorUser(NamedTuple):
    """A user of the sandbox's MOR. `owner_id` is 0 for the admin's own, else a reseller's id."""

    id: int
    username: str
    first_name: str
    surname: str
    usertype: str  # MOR's word: admin, accountant, reseller, user
    owner_id: int = 0


@dataclass(frozen=True, slots=True)
class SlackPerson:
    """A member of the sandbox's workspace. `mor_username` is their MOR user, if they have one."""

    id: str
    name: str
    real_name: str
    tz: str
    locale: str = "en-US"
    guest: bool = False
    mor_username: str = ""


MOR_USERS = (
    MorUser(0, "admin", "System", "Admin", "admin"),
    MorUser(1, "accounts", "Olga", "Ledger", "accountant"),
    MorUser(3, "nordvoice", "Nord", "Voice", "reseller"),
    MorUser(4, "harbour", "Harbour", "Telecom", "reseller"),
    MorUser(5, "tomford", "Tom", "Ford", "user"),
    MorUser(6, "adalind", "Ada", "Lind", "user", owner_id=3),
    MorUser(7, "mberg", "Mikkel", "Berg", "user", owner_id=3),
    MorUser(8, "rcosta", "Rosa", "Costa", "user", owner_id=4),
    MorUser(9, "quiet", "Quiet", "Office", "user", owner_id=4),
    MorUser(10, "frontdesk", "Front", "Desk", "user"),
    MorUser(11, "warehouse", "Ware", "House", "user"),
    MorUser(12, "testlab", "Test", "Lab", "user"),  # the labels of its devices are odd
)

TEAM_ID = "T0HARBOR1"

SLACK_PEOPLE = (
    SlackPerson(
        "U0INGRID1",
        "ingrid",
        "Ingrid (operations)",
        "Europe/Vilnius",
        "en-GB",
        mor_username="admin",
    ),
    SlackPerson(
        "U0NILS001",
        "nils",
        "Nils (Nord Voice)",
        "Europe/Copenhagen",
        "en-GB",
        mor_username="nordvoice",
    ),
    SlackPerson(
        "U0HARRIET",
        "harriet",
        "Harriet (Harbour Telecom)",
        "America/New_York",
        mor_username="harbour",
    ),
    SlackPerson("U0TOM0001", "tom", "Tom Ford", "Europe/London", "en-GB", mor_username="tomford"),
    SlackPerson(
        "U0ADA0001", "ada", "Ada Lind", "Europe/Copenhagen", "de-DE", mor_username="adalind"
    ),
    SlackPerson(
        "U0ROSA001", "rosa", "Rosa Costa", "America/Sao_Paulo", "es-ES", mor_username="rcosta"
    ),
    SlackPerson("U0NEWTON1", "newton", "Newton (new here)", "Europe/Vilnius", "lt-LT"),
    SlackPerson("U0GUEST01", "guest", "Gus (guest)", "UTC", guest=True),
)
