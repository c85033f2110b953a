"""How the services are called that lock a project, for tests/house/test_row_locks.py."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from projects import services as projects
from reports import services as reports
from tests import factories
from tests.accounts import locks as of_accounts
from tests.factories import DAY, NOW

OF_PROJECTS: dict[str, Callable[[Any], Any]] = {
    "projects.choose_public_page": lambda r: projects.choose_public_page(r.project, now=NOW),
    "projects.take_name_out": lambda r: projects.take_name_out(
        r.project, [("nobody",)], set(), by=r.by, now=NOW
    ),
    "reports.ask_for_report": lambda r: reports.ask_for_report(
        r.project, by=r.user, starts_on=DAY, ends_on=DAY, now=NOW
    ),
    "reports.retry_report": lambda r: reports.retry_report(
        factories.ReportFactory(project=r.project), now=NOW
    ),
}
OF_USERS: dict[str, Callable[[Any], Any]] = {
    **of_accounts.OF_USERS,
    "projects.create_project": lambda r: projects.create_project(
        organisation=r.organisation,
        by=r.user,
        name="N",
        summary="S",
        purpose="P",
        sent_key=uuid4(),
        now=NOW,
    ),
}
