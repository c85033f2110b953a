"""Where `plan` keeps words of people: whoever takes a name out looks there (:mod:`projects.words_kept`)."""

from django.utils.translation import gettext_lazy as _

from plan.models import (
    Addition,
    Boundary,
    BoundaryChange,
    Concern,
    Difficulty,
    Existing,
    FollowUp,
    Handover,
    Impact,
    PlanPromise,
    PlanPromiseChange,
    ReadinessCheck,
    StartingPoint,
    Statement,
    StatementChange,
    Step,
    StepChange,
    Strength,
    Turn,
    Unsettled,
    UnsettledChange,
)
from projects.words_kept import WordsKept

_BOUNDARY = ("what", "why", "who", "promise_words", "retired_why")
_POINT = ("what", "source", "tells", "leaves_out", "retired_why")
WORDS_KEPT = (
    WordsKept(_("A step"), Step, ("title", "details", "why_dropped")),
    WordsKept(_("A step, as it was before"), StepChange, ("was", "why")),
    WordsKept(_("What is open or fixed"), Boundary, _BOUNDARY),
    WordsKept(_("What was open or fixed before"), BoundaryChange, ("was",)),
    WordsKept(_("What we agree on"), Statement, ("words", "retired_why")),
    WordsKept(_("What we agreed on before"), StatementChange, ("was",)),
    WordsKept(_("A concern"), Concern, ("words", "outcome")),
    WordsKept(_("What is not settled"), Unsettled, ("what", "why", "outcome")),
    WordsKept(_("What was not settled before"), UnsettledChange, ("was",)),
    WordsKept(_("How much say people are promised"), PlanPromise, ("words",)),
    WordsKept(_("How much say people were promised before"), PlanPromiseChange, ("was",)),
    WordsKept(_("Time, money or permission"), ReadinessCheck, ("note",)),
    WordsKept(_("What we start from"), StartingPoint, _POINT),
    WordsKept(_("What somebody added"), Addition, ("words", "taken_down_why", "reply")),
    WordsKept(_("A strength"), Strength, ("what", "more", "retired_why")),
    WordsKept(_("A difficulty"), Difficulty, ("what", "facing", "retired_why")),
    WordsKept(_("What exists already"), Existing, ("what", "whose", "support", "retired_why")),
    WordsKept(_("What changed"), Impact, ("what", "who", "how_we_know", "retired_why")),
    WordsKept(_("What will stay"), Handover, ("what", "looked_after_by", "more", "retired_why")),
    WordsKept(_("What we found later"), FollowUp, ("found",)),
    WordsKept(_("How the project ended or went on"), Turn, ("why",)),
)
