"""Which members a form shows for choosing the makers: all of a small project, a few at a time of a large one."""

from functools import cached_property
from typing import Any

from decisions.models import Decision, DecisionMaker
from projects.models import Member

#: Up to this many members are shown at once; above it, they are searched and paged.
AT_ONCE = 50
PAGE = 25


class MakerPicker:
    """
    The members to tick, in the order of their names.

    Whoever is chosen is always shown, ticked, so that nothing chosen is lost from one page to the next.

    :param chosen: keys of members, as a form has them; what is no key is left out.
    :param find: part of a name.
    :param after: key of the last member shown; with ``do="more"`` the next ones follow.
    """

    def __init__(
        self, project_pk: int, *, chosen: list[Any], find: str = "", after: str = "", do: str = ""
    ) -> None:
        self.project_pk, self.do = project_pk, do
        # These come as they were sent: nothing has checked them.
        self.find = find.replace("\x00", "").strip()[:80]
        self.chosen_keys = {key for pk in chosen if (key := _key(pk))}
        self.after = _key(after) if do == "more" else 0
        if do == "same" and (last := self.last_decision):
            self.chosen_keys |= _makers_of(last)

    @cached_property
    def _all(self) -> list[Member]:
        """At most one more than are shown at once, so that a large project is known without a count."""
        return list(self._here()[: AT_ONCE + 1])

    @property
    def is_large(self) -> bool:
        return len(self._all) > AT_ONCE

    @cached_property
    def chosen(self) -> list[Member]:
        if not self.chosen_keys:
            return []
        came = Member.objects.filter(project=self.project_pk, joined_at__isnull=False)
        return list(came.filter(pk__in=self.chosen_keys).order_by("known_as", "pk"))

    @cached_property
    def _found(self) -> list[Member]:
        """The next members to choose from, and one more to know whether that is all."""
        if not self.is_large:
            return [m for m in self._all if m.pk not in self.chosen_keys]
        rows = self._here()
        if self.find:
            rows = rows.filter(known_as__icontains=self.find)
        if last := self.after and Member.objects.filter(pk=self.after).first():
            rows = rows.filter(known_as__gte=last.known_as).exclude(
                known_as=last.known_as, pk__lte=last.pk
            )
        return list(rows.exclude(pk__in=self.chosen_keys)[: PAGE + 1])

    @property
    def shown(self) -> list[Member]:
        return self._found[:PAGE] if self.is_large else self._found

    @property
    def more_after(self) -> int:
        """The key after which the next page starts; 0 when there is none."""
        return self._found[PAGE - 1].pk if self.is_large and len(self._found) > PAGE else 0

    @cached_property
    def choices(self) -> list[tuple[Member, bool]]:
        """All members of a small project with whether they are chosen, in one list."""
        by_name = sorted([*self.chosen, *self.shown], key=lambda m: (m.known_as.casefold(), m.pk))
        return [(member, member.pk in self.chosen_keys) for member in by_name]

    @cached_property
    def last_decision(self) -> Decision | None:
        """The decision whose makers can be taken over."""
        rows = Decision.objects.filter(project=self.project_pk)
        return rows.order_by("-number").first()

    def _here(self) -> Any:
        return (
            Member.objects.taking_part().filter(project=self.project_pk).order_by("known_as", "pk")
        )


def _makers_of(decision: Decision) -> set[int]:
    rows = DecisionMaker.objects.filter(version=decision.current_id, member__isnull=False)
    return {pk for pk in rows.values_list("member_id", flat=True) if pk}


def _key(value: Any) -> int:
    """Return a key as a number, 0 for what is none or is larger than any key."""
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 19 else 0
