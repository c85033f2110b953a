"""Where `plan` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

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
from projects.peoples_words import PeoplesWords

_BOUNDARY = ("what", "why", "who", "promise_words", "retired_why")
_POINT = ("what", "source", "tells", "leaves_out", "retired_why")
PEOPLES_WORDS = (
    PeoplesWords(_("A step"), Step, ("title", "details", "why_dropped")),
    PeoplesWords(_("A step, as it was before"), StepChange, ("was", "why")),
    PeoplesWords(_("What is open or fixed"), Boundary, _BOUNDARY),
    PeoplesWords(_("What was open or fixed before"), BoundaryChange, ("was",)),
    PeoplesWords(_("What we agree on"), Statement, ("words", "retired_why")),
    PeoplesWords(_("What we agreed on before"), StatementChange, ("was",)),
    PeoplesWords(_("A concern"), Concern, ("words", "outcome")),
    PeoplesWords(_("What is not settled"), Unsettled, ("what", "why", "outcome")),
    PeoplesWords(_("What was not settled before"), UnsettledChange, ("was",)),
    PeoplesWords(_("How much say people are promised"), PlanPromise, ("words",)),
    PeoplesWords(_("How much say people were promised before"), PlanPromiseChange, ("was",)),
    PeoplesWords(_("Time, money or permission"), ReadinessCheck, ("note",)),
    PeoplesWords(_("What we start from"), StartingPoint, _POINT),
    PeoplesWords(_("What somebody added"), Addition, ("words", "taken_down_why", "reply")),
    PeoplesWords(_("A strength"), Strength, ("what", "more", "retired_why")),
    PeoplesWords(_("A difficulty"), Difficulty, ("what", "facing", "retired_why")),
    PeoplesWords(_("What exists already"), Existing, ("what", "whose", "support", "retired_why")),
    PeoplesWords(_("What changed"), Impact, ("what", "who", "how_we_know", "retired_why")),
    PeoplesWords(_("What will stay"), Handover, ("what", "looked_after_by", "more", "retired_why")),
    PeoplesWords(_("What we found later"), FollowUp, ("found",)),
    PeoplesWords(_("How the project ended or went on"), Turn, ("why",)),
)
