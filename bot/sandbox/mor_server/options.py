"""The options of the MOR-compatible server, one for each documented or suspected variant.

Tests change them while the server runs. A change takes effect with the next request.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo


class HashRecipe(StrEnum):
    """What `local_calls_get` wants hashed. MOR's documentation contradicts itself here."""

    DOCUMENTED = "documented"  # from + till + s_user + key
    KEY_ONLY = "key-only"  # key, as in the documentation's example
    USER_ONLY = "user-only"  # s_user + key


class ErrorForm(StrEnum):
    """The elements around an error's text, outermost first."""

    PAGE = "page"  # page, status, error
    STATUS = "status"  # status, error
    PAGE_ERROR = "page-error"  # page, error
    ERROR = "error"
    CAPITAL = "Error"


class ContentType(StrEnum):
    """What the headers announce. The body is always XML."""

    ATTACHMENT = "attachment"  # text/html with a file attached
    XML = "xml"  # text/xml, MOR's XML API Extension


class Gzip(StrEnum):
    """Whether answers are compressed, and whether a header says so."""

    OFF = "off"
    BARE = "bare"
    DECLARED = "declared"


class ForeignIds(StrEnum):
    """What callers get when they ask for an id that is not theirs."""

    REFUSED = "refused"  # User was not found
    OWN_DATA = "own-data"  # silently the caller's own calls


class ZoneForm(StrEnum):
    """How a call's UTC offset is written."""

    PLAIN = "plain"  # GMT +0000
    COLON = "colon"  # GMT +00:00, as older versions did


class Fault(StrEnum):
    """The ways in which the server can fail."""

    ERROR_500 = "error-500"  # a Rails error page
    PROXY_PAGE = "proxy-page"  # HTTP 200 with somebody else's page
    CUT = "cut"  # the connection closes in mid answer
    TRUNCATED = "truncated"  # half an answer that HTTP takes for whole
    STALL = "stall"  # half an answer, then nothing
    ENDLESS = "endless"  # calls without end
    BAD_XML = "bad-xml"  # bare ampersands and control characters


@dataclass(slots=True)
class Options:
    """How the server behaves. The defaults are those of a recent MOR, as documented.

    `reseller_keys` holds each reseller's own API Secret Key by MOR id. The two sets after it hold
    resellers' ids. `delay` is in seconds, before each answer. `fault` starts after `fault_after`
    good requests and lasts for `fault_times` requests (None: until it is reset). With
    `synthetic_calls`, `local_calls_get` answers with that number of made-up calls instead of the
    world's.
    """

    prefix: str = "/billing"
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    version: str = "MOR X17"

    api_enabled: bool = True
    get_allowed: bool = False
    hash_checked: bool = True
    recipe: HashRecipe = HashRecipe.DOCUMENTED
    secret_key: str = field(default="123456", repr=False)  # the one of MOR's documentation
    reseller_keys: dict[int, str] = field(
        default_factory=lambda: {3: "333333", 4: "444444"}, repr=False
    )
    resellers_without_api: set[int] = field(default_factory=set)
    resellers_without_hash: set[int] = field(default_factory=set)
    resellers_take_admin_key: bool = False
    accountants_allowed: bool = False
    foreign_to_resellers: ForeignIds = ForeignIds.REFUSED
    foreign_to_users: ForeignIds = ForeignIds.OWN_DATA
    missing_methods: set[str] = field(default_factory=set)  # unknown here, as before X13
    unknown_is_404: bool = True  # else HTTP 200 and an error, as a live server was seen to answer

    error_form: ErrorForm = ErrorForm.PAGE
    error_forms: dict[str, ErrorForm] = field(default_factory=dict)  # of methods that differ
    access_denied: str = "Access Denied"  # MOR may translate it
    content: ContentType = ContentType.ATTACHMENT
    gzip: Gzip = Gzip.OFF
    html_wrapper: bool = False
    leading_space: bool = False
    right_spelling: bool = False
    absent_when_empty: bool = False
    offset_of_call: bool = False  # else each call has the server's present offset
    zone_form: ZoneForm = ZoneForm.PLAIN

    delay: float = 0.0
    fault: Fault | None = None
    fault_after: int = 0
    fault_times: int | None = None
    synthetic_calls: int | None = None

    def error_form_of(self, method: str) -> ErrorForm:
        """Return the elements around an error of that method."""
        return self.error_forms.get(method, self.error_form)

    def take_fault(self) -> Fault | None:
        """Return the fault of the present request, and count the request."""
        fault = self.fault
        if fault is not None and self.fault_after > 0:
            self.fault_after -= 1
            return None
        if fault is not None and self.fault_times is not None:
            self.fault_times -= 1
            if self.fault_times <= 0:
                self.fault = self.fault_times = None
        return fault
