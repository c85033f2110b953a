"""What a project knows and builds on: rows of six kinds, read as one list."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber

from core.numbers import read_number
from core.pages import Page
from core.shared_pages import Source, page_of_sources
from plan.models import (
    Addition,
    Difficulty,
    Existing,
    Handover,
    Impact,
    KnownThing,
    Noticing,
    StartingPoint,
    Strength,
)
from projects.models import Project

#: How many rows a page has; how many additions or names the list shows below a row, and the page of one thing.
PAGE, BELOW, ALL_BELOW = 12, 5, 100

Row = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """How a kind of row is read into the list: its model, and the fields of its words by their names in the list."""

    model: type[KnownThing]
    words: dict[str, str] = field(default_factory=dict)
    day: str = ""

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows of the kind, of every project."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows


#: By the key of a kind, which addresses carry; in the order of the filters.
SHAPES = {
    "data": Shape(
        StartingPoint,
        {name: name for name in ("source", "from_year", "from_month", "tells", "leaves_out")},
    ),
    "strength": Shape(Strength, {"more": "more"}),
    "difficulty": Shape(
        Difficulty,
        {
            "facing": "facing",
            "step": "step_id",
            "step_title": "step__title",
            "state": "step__state",
        },
    ),
    "existing": Shape(
        Existing, {"whose": "whose", "owners_say": "owners_say", "support": "support"}
    ),
    "impact": Shape(Impact, {"who": "who", "how_we_know": "how_we_know"}, day="noticed_on"),
    "handover": Shape(
        Handover,
        {"owner": "owner__known_as", "looked_after_by": "looked_after_by", "more": "more"},
        day="until",
    ),
}
_KINDS = list(SHAPES)
_WORDS = [f"word_{n}" for n in range(max(len(shape.words) for shape in SHAPES.values()))]


def page_of_known(
    project: Project, kinds: list[str], *, is_retired: bool, after: str = "", before: str = ""
) -> Page:
    """Return a page of the rows of these kinds, the newest first."""
    # Of one moment, the kind that is last among the filters comes first.
    sources = {
        kind: Source(
            SHAPES[kind].rows.filter(project=project, retired_at__isnull=not is_retired),
            "created_at",
        )
        for kind in reversed(kinds)
    }
    return page_of_sources(sources, _read, after=after, before=before, size=PAGE)


def _read(parts: dict[str, QuerySet[Any]], is_back: bool, most: int) -> list[Row]:
    """Read rows of some kinds as one list, in one query."""
    first, *others = [_columns(rows, kind) for kind, rows in parts.items()]
    rows = first.union(*others, all=True) if others else first
    sign = "" if is_back else "-"
    ordered = rows.order_by(f"{sign}at", f"{sign}rank", f"{sign}number")
    return [_named(row) for row in ordered[:most]]


def one_of_known(project: Project, name: str) -> Row | None:
    """Return the row that an address names, as in ``strength-12``, whether it still holds or not; None for no row."""
    kind, _dash, typed = name.partition("-")
    number = read_number(typed)
    if kind not in SHAPES or number is None:
        return None
    rows = SHAPES[kind].rows.filter(project=project, pk=number)
    found = _columns(rows, kind).first()
    return _named(found) if found else None


def add_below(rows: list[Row], *, member: int | None, most: int) -> None:
    """
    Put to each row what ties it to the plan and to people.

    ``steps``: those that build on it. ``additions`` and ``noticings``: the first ``most`` of them, and in ``count``
    how many there are. ``is_noticed``: whether ``member`` noticed it too.
    """
    tied: QuerySet[Any] = Strength.steps.through._default_manager.select_related("step")
    _hang(rows, "strength", "steps", tied.order_by("step__number"), "strength_id")
    mine = Case(When(member=member or 0, then=0), default=1)
    additions: QuerySet[Any] = Addition.objects.in_sight()
    additions = additions.annotate(**_first_of("starting_point", "at", "pk"))
    additions = additions.select_related("member", "written_by").order_by("at", "pk")
    noticings: QuerySet[Any] = Noticing.objects.annotate(
        is_mine=mine, **_first_of("impact", mine, "at", "pk")
    ).select_related("member")
    additions = additions.filter(place__lte=most)
    _hang(rows, "data", "additions", additions, "starting_point_id")
    noticings = noticings.filter(place__lte=most).order_by("is_mine", "at", "pk")
    _hang(rows, "impact", "noticings", noticings, "impact_id")
    for row in rows:
        below = row.get("additions") or row.get("noticings")
        row["count"] = below[0].how_many if below else 0
        row["is_noticed"] = any(not one.is_mine for one in row.get("noticings", ()))


def _columns(rows: QuerySet[Any], kind: str) -> QuerySet[Any, Any]:
    shape, nothing = SHAPES[kind], Value("", TextField())
    words: list[Any] = [
        Coalesce(Cast(F(name), TextField()), nothing) for name in shape.words.values()
    ]
    words += [nothing] * (len(_WORDS) - len(words))
    return rows.order_by().values(
        at=F("created_at"),
        rank=Value(_KINDS.index(kind), IntegerField()),
        number=F("pk"),
        title=F("what"),
        gone_at=F("retired_at"),
        gone_why=F("retired_why"),
        day=F(shape.day) if shape.day else Cast(Value(None), DateField()),
        **dict(zip(_WORDS, words, strict=True)),
    )


def _named(row: Row) -> Row:
    kind = _KINDS[row["rank"]]
    words = [row.pop(name) for name in _WORDS]
    return {
        **row,
        "kind": kind,
        "pk": row["number"],
        "what": row["title"],
        "key": f"{kind}-{row['number']}",
        **dict(zip(SHAPES[kind].words, words, strict=False)),
    }


def _first_of(parent: str, *order: Any) -> dict[str, Any]:
    """Return expressions that number the rows below each parent, and count them."""
    return {
        "place": Window(RowNumber(), partition_by=parent, order_by=list(order)),
        "how_many": Window(Count("pk"), partition_by=parent),
    }


def _hang(rows: list[Row], kind: str, name: str, below: QuerySet[Any], parent: str) -> None:
    """Put what is below the rows of a kind into them."""
    here = {row["pk"]: row for row in rows if row["kind"] == kind}
    for row in here.values():
        row[name] = []
    # Asked for also when there is none, so that a page always costs the same.
    for one in below.filter(**{f"{parent}__in": list(here) or [0]}):
        here[getattr(one, parent)][name].append(one)
