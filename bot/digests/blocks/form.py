"""The form that creates or changes a digest: a modal, and what was filled in."""

from dataclasses import dataclass, replace

from bot.digests.texts import form as say
from bot.slack.kit import forms
from bot.slack.kit.forms import Modal, Submission, View, field, number_input, text_input

FORM = Modal("digest:form", say.ANY_TITLE)
QUERY, SCHEDULE, PLACE, EXTRAS = "query", "schedule", "place", "extras"
NEW_IPS, ALERT, MENTION = "new_ips", "alert", "mention"
SKIP_EMPTY, THREAD, ROWS = "skip-empty", "thread", "rows"
MOST_PERIODS, MOST_CALLS = 30, 1_000_000
_LONGEST_QUERY, _LONGEST_SCHEDULE = 700, 200  # together less than a command may have


@dataclass(frozen=True, slots=True)
class DigestFields:
    """What is filled in, as typed. `place` is a channel's id, `mention` a person's, `ticked` has
    the names of boxes. Numbers are text.
    """

    query: str = ""
    schedule: str = ""
    place: str = ""
    ticked: frozenset[str] = frozenset()
    new_ips: str = ""
    alert: str = ""
    mention: str = ""


def form_view(form_id: str, fields: DigestFields, number: int | None, *, externally: bool) -> View:
    """Return the form for a new digest or the one of that number.

    Channels shared with other companies are offered only if `externally` is True.
    """
    channels = forms.channel_select(fields.place, say.CHOOSE_CHANNEL, externally=externally)
    boxes = [forms.option(text, name) for name, text in say.BOXES.items()]
    new_ips = number_input(MOST_PERIODS, fields.new_ips)
    alert = number_input(MOST_CALLS, fields.alert)
    person = forms.user_select(fields.mention, say.CHOOSE_PERSON)
    optional = (
        (PLACE, say.PLACE, channels, say.PLACE_HINT),
        (EXTRAS, say.EXTRAS, forms.checkboxes(boxes, fields.ticked), ""),
        (NEW_IPS, say.NEW_IPS, new_ips, say.NEW_IPS_HINT),
        (ALERT, say.ALERT_ABOVE, alert, say.ALERT_ABOVE_HINT),
        (MENTION, say.MENTION, person, say.MENTION_HINT),
    )
    query = text_input(_LONGEST_QUERY, fields.query)
    schedule = text_input(_LONGEST_SCHEDULE, fields.schedule)
    inputs = [
        field(QUERY, say.QUERY, query, say.QUERY_HINT, optional=True),
        field(SCHEDULE, say.SCHEDULE, schedule, say.SCHEDULE_HINT),
        *[field(*one, optional=True) for one in optional],
    ]
    return replace(FORM, title=say.title(number)).form(inputs, say.CONTINUE, form_id)


def read_form(sent: Submission) -> DigestFields:
    """Return what somebody has filled in."""
    return DigestFields(
        query=sent.text(QUERY),
        schedule=sent.text(SCHEDULE),
        place=sent.channel(PLACE),
        ticked=sent.ticked(EXTRAS) & say.BOXES.keys(),
        new_ips=sent.text(NEW_IPS),
        alert=sent.text(ALERT),
        mention=sent.user(MENTION),
    )
