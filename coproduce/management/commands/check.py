"""Django's own check; without further words it also looks at the installation."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.check import Command as DjangoCheck

from coproduce.probes import PROBES
from coproduce.start import words_for


class Command(DjangoCheck):
    help = (
        "Look at the code and at this installation: settings, database, decision logs, keys, mail, queue, schedule,"
        " disk, fonts. Nothing is sent or changed. With any of the words below, only the code is looked at."
    )

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        if not app_labels and not any(
            options.get(name) for name in ("tags", "list_tags", "deploy", "databases")
        ):
            self._look()

    def _look(self) -> None:
        wrong = 0
        for name, probe in PROBES.items():
            try:
                is_well, words = probe()
            except Exception as error:
                is_well, words = False, words_for(error) or f"this failed ({type(error).__name__})"
            wrong += not is_well
            self.stdout.write(f"{name + ':':15}{'ok' if is_well else 'LOOK HERE'}: {words}")
        if wrong:
            raise CommandError(
                f"{wrong} of {len(PROBES)} need a look. Each line above says what to do."
            )
        self.stdout.write("All is well. There is nothing to do.")
