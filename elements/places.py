"""Where in the app something can be done about an indicator: the practice, as an address and its words."""

from django.utils.translation import gettext_lazy as _

#: Key of an indicator -> the name of an address that takes a project's slug, and what one does there.
PLACES_TO_ACT = {
    "equal.experience": ("participation:member_invite", _("Invite somebody")),
    "equal.power": ("participation:group_list", _("Go through the people map")),
    "equal.care": ("plan:statement_list", _("Agree on how you work")),
    "inclusive.mapping": ("participation:group_create", _("Add a group to the people map")),
    "inclusive.representation": ("participation:member_invite", _("Invite somebody")),
    "inclusive.reviews": ("participation:review_open", _("Look who is here")),
    "open.exploring": ("plan:unsettled_list", _("Write down what is not settled")),
    "open.data": ("plan:starting_point_list", _("Go through the data you start from")),
    "open.curiosity": ("decisions:decision_create", _("Record a decision")),
    "open.uncertainty": ("plan:unsettled_list", _("Go through what is not settled")),
    "open.mess": ("plan:step_create", _("Add a step")),
    "transparent.informed": ("updates:update_create", _("Write an update")),
    "transparent.boundaries": ("plan:boundary_list", _("Go through the boundaries")),
    "transparent.decisions": ("decisions:decision_create", _("Record a decision")),
    "transparent.loop": ("updates:update_create", _("Write an update")),
    "creative.unasked": ("elements:review_list", _("Go to the reviews")),
    "positive.strengths": (
        "plan:strength_list",
        _("Go through strengths and difficulties"),
    ),
    "action.impact": ("plan:impact_list", _("Write down what changed")),
    "action.good-and-done": (
        "plan:statement_list",
        _("Agree on what good and done look like"),
    ),
    "action.readiness": ("plan:readiness_edit", _("Confirm time, money and permission")),
    "thorough.community": ("participation:member_invite", _("Invite somebody")),
    "thorough.existing": ("plan:existing_list", _("Go through what exists already")),
    "thorough.future": ("plan:handover_list", _("Plan what carries on")),
    "iterative.lessons": ("elements:lesson_list", _("Go through the lessons")),
    "iterative.change": ("elements:lesson_list", _("Go through the lessons")),
    "iterative.small-steps": ("plan:step_create", _("Add a small step")),
}
