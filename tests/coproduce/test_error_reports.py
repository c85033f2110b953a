"""A service that is told of errors hears where in the code they were; never who, nor what somebody wrote."""

import json

import pytest

from tests.own_process import done_apart
from tests.pages import lacks

#: Stands in all that an error could carry with it.
CANARY = "amina@example.org"
#: In a process of its own: what listens for errors is never taken out of Django again.
PROGRAM = """
import json, logging
import sentry_sdk
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from coproduce.celery import app

told = []
class Kept(sentry_sdk.transport.Transport):
    def capture_envelope(self, envelope):
        told.extend(item.get_event() or {"other": item.type} for item in envelope.items)
sentry_sdk.get_client().transport = Kept()

def failing(request, who):
    words = f"{who} wrote {request.POST.dict()} {request.META['QUERY_STRING']}"
    raise ValueError(words) from KeyError(words)
urlpatterns = [path("people/<str:who>/", failing)]
settings.ROOT_URLCONF = "__main__"
settings.MIDDLEWARE = []

WHO = "amina@example.org"
@app.task(name="tests.failing")
def failing_task(who):
    raise LookupError(who)

logging.getLogger(WHO.partition("@")[0]).error("No error, only words of %s", WHO)
try:
    raise OSError(WHO)
except OSError:
    logging.getLogger("outbox").exception("Not sent to %s", WHO)
browser = Client(raise_request_exception=False, headers={"User-Agent": WHO, "X-Forwarded-For": WHO})
browser.cookies["sessionid"] = WHO
answer = browser.post(f"/people/{WHO}/?q={WHO}", {"words": WHO})
failing_task.apply(args=[WHO], throw=False)
print(json.dumps({"status": answer.status_code, "told": told}, default=str))
"""


@pytest.fixture(scope="module")
def told() -> list[dict]:
    done = done_apart(PROGRAM, SENTRY_DSN="https://key@sentry.example.org/1")
    found = json.loads(done.stdout)
    assert found["status"] == 500
    return found["told"]


def test_it_hears_where_in_the_code_each_error_was(told):
    kinds = [[error["type"] for error in event["exception"]["values"]] for event in told]
    assert kinds == [["OSError"], ["KeyError", "ValueError"], ["LookupError"]]
    assert [event.get("transaction") for event in told] == [
        None,
        "/people/{who}/",
        "tests.failing",
    ]
    for event in told:
        last = event["exception"]["values"][-1]["stacktrace"]["frames"][-1]
        assert last["lineno"] > 0
        assert last["function"] in ("failing", "<module>", "failing_task")


def test_it_hears_nothing_of_people(told):
    assert lacks(
        json.dumps(told), CANARY, "amina", "sessionid", "QUERY_STRING=", but_has="LookupError"
    )
    assert {name for event in told for name in event} <= {
        *("event_id", "timestamp", "level", "platform", "logger", "sdk"),
        *("transaction", "exception"),
    }
