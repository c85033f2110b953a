"""Checks that no version of any decision was changed since it was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from decisions.services import check_log
from projects.models import Project


class Command(BaseCommand):
    help = "Check every decision log, or one project's, and say what is not as it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="the project's word in its address")

    def handle(self, *args: Any, slug: str | None = None, **options: Any) -> None:
        projects = Project.objects.filter(slug=slug) if slug else Project.objects.order_by("slug")
        if slug and not projects:
            raise CommandError(f"There is no project {slug}.")
        wrong = 0
        for project in projects:
            log = check_log(project, now=timezone.now())
            wrong += len(log.problems)
            self.stdout.write(f"{project.slug}: {log.checked_count} versions checked")
            for problem in log.problems:
                self.stdout.write(f"  {problem}")
        if wrong:
            raise CommandError("A decision log is not as it was written.")
        self.stdout.write("Every version is unchanged since it was written.")
