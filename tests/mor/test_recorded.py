"""Each request to MOR leaves one line and one number, however it ends."""

import pytest

from bot.errors import Unavailable
from bot.mor.transport import recorded
from bot.telemetry import Metrics
from tests.support.logs import ReadLog

FAULTS = [
    (None, "answered", False),
    (Unavailable("", code="mor-slow"), "mor-slow", True),
    (GeneratorExit(), "given-up", False),
    (ZeroDivisionError(), "given-up", False),
]


@pytest.mark.parametrize(("fault", "outcome", "counted"), FAULTS)
def test_a_request_is_told_and_counted(
    fault: BaseException | None, outcome: str, *, counted: bool, read_log: ReadLog
) -> None:
    metrics = Metrics()

    def request() -> None:
        with recorded("local_calls_get", metrics) as record:
            record.rows += 7
            if fault is not None:
                raise fault

    if fault is None:
        request()
    else:
        with pytest.raises(type(fault)):
            request()
    (line,) = read_log()
    assert (line["event"], line["method"]) == ("mor-request", "local_calls_get")
    assert (line["outcome"], line["rows"]) == (outcome, 7)
    assert 0 <= line["seconds"] < 5
    page = metrics.page().decode()
    assert 'morbot_mor_request_seconds_count{method="local_calls_get"} 1.0' in page
    assert (f'morbot_mor_errors_total{{code="{outcome}"}} 1.0' in page) is counted
