"""Why a file cannot be made ready; what each means in words is in questions/models/files.py."""


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The file cannot be used, now or later; ``why`` is one of ``ContributionFile.Refusal``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
