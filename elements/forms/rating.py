"""The answers of one person, carried from page to page in the form and kept nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ballots.answers import CHOICES
from core.forms import PlainForm
from core.numbers import read_number
from elements.models import Element, Indicator
from elements.models.reviews import MOST_WORDS
from elements.services import Ballot

QUESTION = "question"


@dataclass(frozen=True)
class RatingPart:
    """An element with its fields."""

    number: int
    element: Element
    indicators: list[BoundField]
    words: BoundField


class RatingForm(PlainForm):
    """
    All that a review asks, on one page for each element; every field may be left empty.

    :param asked: the indicators of the review in order, each with its element loaded.
    """

    def __init__(self, data: Any = None, *, asked: Iterable[Indicator]) -> None:
        super().__init__(data)
        self.elements: dict[Element, list[str]] = {}
        for indicator in asked:
            self._add_indicator(indicator)
        for element in self.elements:
            self._add_words(f"w-{element.pk}", _("A few words of your own"))
        self._add_words(QUESTION, _("What should we be asking you that we are not?"))
        self.fields[QUESTION].help_text = _(
            "Once the review is closed, everybody in the project can read this with our answer, and without a name."
        )
        self.use_plain_words()

    def _add_indicator(self, indicator: Indicator) -> None:
        name = f"a-{indicator.pk}"
        self.elements.setdefault(indicator.element, []).append(name)
        self.fields[name] = forms.TypedChoiceField(
            label=indicator.wording,
            choices=CHOICES,
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )

    def _add_words(self, name: str, label: Any) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            max_length=MOST_WORDS,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> None:
        """Refuse what this review does not ask, so that no answer is dropped unseen."""
        super().clean()
        if any(name.startswith(("a-", "w-")) and name not in self.fields for name in self.data):
            raise forms.ValidationError(
                _("Some of these answers are to another review. Open this one again.")
            )
        if not self.errors and not self.ballot.fits:
            self.add_error(
                self._longest_words(),
                _(
                    "All that you wrote is too long together. Please make this text, or others, shorter."
                ),
            )

    def _longest_words(self) -> str:
        """Name the field in which most was written."""
        names = [*(f"w-{element.pk}" for element in self.elements), QUESTION]
        return max(names, key=lambda name: len(self.cleaned_data[name]))

    @property
    def last_page(self) -> int:
        """The page that shows all answers; page 0 says what this is, then comes one for each element."""
        return len(self.elements) + 1

    def parts(self) -> list[RatingPart]:
        return [
            RatingPart(number, element, [self[name] for name in names], self[f"w-{element.pk}"])
            for number, (element, names) in enumerate(self.elements.items(), start=1)
        ]

    def fields_on(self, page: int) -> list[str]:
        """Name the fields that a page shows; the standing question is on the page of the last element."""
        if not 1 <= page <= len(self.elements):
            return []
        element = list(self.elements)[page - 1]
        names = [*self.elements[element], f"w-{element.pk}"]
        return [*names, QUESTION] if page == len(self.elements) else names

    def page_after(self, page: int, go: str) -> int:
        """Return the page that a button leads to; the first that has an error, while there is one."""
        for number in range(1, self.last_page):
            if any(name in self.errors for name in self.fields_on(number)):
                return number
        if self.errors:
            return page
        wanted = {"next": page + 1, "back": page - 1, "send": self.last_page}.get(go)
        if wanted is None:
            wanted = read_number(go)
        return page if wanted is None else min(max(wanted, 0), self.last_page)

    def carried(self, page: int) -> list[tuple[str, str]]:
        """Return name and value of what was answered on other pages, for hidden fields."""
        shown = set(self.fields_on(page))
        return [
            (name, str(value))
            for name in self.fields
            if name not in shown and (value := self[name].value()) not in (None, "")
        ]

    @property
    def ballot(self) -> Ballot:
        """What was answered; needs a valid form."""
        words: dict[int | None, str] = {
            element.pk: self.cleaned_data[f"w-{element.pk}"] for element in self.elements
        }
        return Ballot(
            answers={
                int(name[2:]): value
                for name, value in self.cleaned_data.items()
                if name.startswith("a-") and value is not None
            },
            words={**words, None: self.cleaned_data[QUESTION]},
        )
